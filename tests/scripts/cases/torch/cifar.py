"""Functions that train and test an epoch, the best accuracy a global."""

import argparse, torch, torch.nn as nn, torch.optim as optim

parser = argparse.ArgumentParser()
parser.add_argument("--lr", default=0.1, type=float)
parser.add_argument("--resume", "-r", action="store_true")
args = parser.parse_args()
best_acc = 0
start_epoch = 0
trainloader = torch.utils.data.DataLoader(
    torch.ones(10, 2), batch_size=3, shuffle=True, num_workers=0
)
testloader = torch.utils.data.DataLoader(torch.ones(10, 2), batch_size=5)
net = nn.Linear(2, 1)
if args.resume:
    checkpoint = torch.load("./checkpoint/ckpt.pth")
    net.load_state_dict(checkpoint["net"])
    best_acc = checkpoint["acc"]
    start_epoch = checkpoint["epoch"]
criterion = nn.MSELoss()
optimizer = optim.SGD(net.parameters(), lr=args.lr, momentum=0.9, weight_decay=5e-4)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=8)


def train(epoch):
    net.train()
    train_loss = 0
    for batch_idx, inputs in enumerate(trainloader):
        optimizer.zero_grad()
        loss = net(inputs).sum()
        loss.backward()
        optimizer.step()
        train_loss += loss.item()


def test(epoch):
    global best_acc
    net.eval()
    total = 0
    with torch.no_grad():
        for batch_idx, inputs in enumerate(testloader):
            total += inputs.size(0)
    acc = 100.0 * total
    if acc > best_acc:
        best_acc = acc


for epoch in range(start_epoch, start_epoch + 8):
    train(epoch)
    test(epoch)
    scheduler.step()
