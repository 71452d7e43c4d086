import torch
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from transformers.optimization import get_cosine_schedule_with_warmup

train_set = TensorDataset(torch.ones(50, 2), torch.ones(50, 1))


def loss_of(model, batch):
    x, y = batch
    return (model(x) - y).pow(2).mean()


from transformers.optimization import get_cosine_with_hard_restarts_schedule_with_warmup

model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loader = DataLoader(train_set, batch_size=5)
sched = get_cosine_with_hard_restarts_schedule_with_warmup(
    optimizer, 3, len(loader) * 2, num_cycles=2
)
for epoch in range(2):
    for batch in loader:
        loss_of(model, batch).backward()
        optimizer.step()
        sched.step()
        optimizer.zero_grad()
