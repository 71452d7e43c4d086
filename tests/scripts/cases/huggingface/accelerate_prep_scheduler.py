# Each thing is prepared by a method of its own.
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
accelerator = Accelerator(cpu=True, gradient_accumulation_steps=2)
sched = ExponentialLR(optimizer, 0.9)
model = accelerator.prepare_model(model)
optimizer = accelerator.prepare_optimizer(optimizer)
loader = accelerator.prepare_data_loader(loader)
sched = accelerator.prepare_scheduler(sched)
for epoch in range(2):
    for (b,) in loader:
        with accelerator.accumulate(model):
            accelerator.backward(model(b).mean())
            optimizer.step()
            sched.step()
            optimizer.zero_grad()
