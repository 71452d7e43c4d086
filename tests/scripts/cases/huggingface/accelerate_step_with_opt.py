# The scheduler is stepped for itself, whatever is accumulated.
import torch
from accelerate import Accelerator
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR, ExponentialLR, StepLR
from torch.utils.data import DataLoader, TensorDataset
from transformers import get_scheduler, get_linear_schedule_with_warmup

model = torch.nn.Linear(2, 1)
data = TensorDataset(torch.rand(44, 2))
loader = DataLoader(data, batch_size=4)
optimizer = AdamW(model.parameters(), lr=0.1)
accelerator = Accelerator(
    cpu=True, gradient_accumulation_steps=4, step_scheduler_with_optimizer=False
)
sched = ExponentialLR(optimizer, 0.9)
model, optimizer, loader, sched = accelerator.prepare(model, optimizer, loader, sched)
for epoch in range(2):
    for (b,) in loader:
        with accelerator.accumulate(model):
            accelerator.backward(model(b).mean())
            optimizer.step()
            sched.step()
            optimizer.zero_grad()
