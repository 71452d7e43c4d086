import argparse

import torch

parser = argparse.ArgumentParser()
parser.add_argument("--lr", default=0.3, type=float)
parser.add_argument("--schedule", default=[4, 6], nargs="*", type=int)
parser.add_argument("--epochs", default=8, type=int)
args = parser.parse_args()


def adjust_learning_rate(optimizer, epoch, args):
    """Decay the learning rate at milestones"""
    lr = args.lr
    for milestone in args.schedule:
        lr *= 0.1 if epoch >= milestone else 1.0
    for param_group in optimizer.param_groups:
        param_group["lr"] = lr


def train(loader, model, optimizer):
    for images in loader:
        loss = model(images).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


model = torch.nn.Linear(2, 2)
optimizer = torch.optim.SGD(model.parameters(), args.lr, momentum=0.9)
loader = torch.utils.data.DataLoader(torch.randn(12, 2), batch_size=5)
for epoch in range(args.epochs):
    adjust_learning_rate(optimizer, epoch, args)
    train(loader, model, optimizer)
