# The last epoch ends with a number of updates.
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
import math

accelerator = Accelerator(cpu=True, gradient_accumulation_steps=4)
n = math.ceil(len(loader) / 4)
sched = get_scheduler(
    "linear",
    optimizer=optimizer,
    num_warmup_steps=2 * accelerator.num_processes,
    num_training_steps=2 * n * accelerator.num_processes,
)
model, optimizer, loader, sched = accelerator.prepare(model, optimizer, loader, sched)
done = 0
for epoch in range(3):
    for (b,) in loader:
        with accelerator.accumulate(model):
            accelerator.backward(model(b).mean())
            optimizer.step()
            sched.step()
            optimizer.zero_grad()
        if accelerator.sync_gradients:
            done += 1
        if done >= 5:
            break
