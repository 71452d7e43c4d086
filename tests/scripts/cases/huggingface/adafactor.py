import torch
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from transformers import get_scheduler, get_linear_schedule_with_warmup

train_set = TensorDataset(torch.ones(50, 2), torch.ones(50, 1))


def loss_of(model, batch):
    x, y = batch
    return (model(x) - y).pow(2).mean()


from transformers import Adafactor
from transformers.optimization import AdafactorSchedule

model = nn.Linear(2, 1)
optimizer = Adafactor(
    model.parameters(), lr=1e-3, relative_step=False, scale_parameter=False, warmup_init=False
)
loader = DataLoader(train_set, batch_size=5)
sched = get_scheduler("constant_with_warmup", optimizer, num_warmup_steps=4)
for epoch in range(2):
    for batch in loader:
        loss_of(model, batch).backward()
        optimizer.step()
        sched.step()
        optimizer.zero_grad()
