import torch
from tqdm import tqdm, trange

EPOCHS = 5
model = torch.nn.Linear(2, 1)
loader = torch.utils.data.DataLoader(list(range(14)), batch_size=4, drop_last=False)
optimizer = torch.optim.RMSprop(model.parameters(), lr=3e-3)
scheduler = torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=EPOCHS, power=1.5)
for epoch in trange(EPOCHS, desc="epochs", disable=True):
    progress = tqdm(enumerate(loader), total=len(loader), disable=True)
    for i, batch in progress:
        loss = model(torch.ones(2)).sum() * batch.sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        progress.set_description(f"loss {loss.item():.3f}")
    scheduler.step()
