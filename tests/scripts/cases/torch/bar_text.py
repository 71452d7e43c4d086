import torch
from tqdm import tqdm

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2], 0.1)
for epoch in range(4):
    train_bar = tqdm(range(5))
    for batch in train_bar:
        loss = model(torch.ones(1, 2)).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_bar.desc = f"epoch {epoch}: {float(loss):.3f}"
    valid_bar = tqdm(range(2))
    for batch in valid_bar:
        valid_bar.desc = f"valid {epoch}"
    scheduler.step()
