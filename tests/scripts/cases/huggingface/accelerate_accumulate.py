# accelerate: a prepared scheduler, accumulation by the context manager.
import math

import torch
from accelerate import Accelerator
from torch.utils.data import DataLoader, TensorDataset
from transformers import get_cosine_schedule_with_warmup

gradient_accumulation_steps = 3
num_train_epochs = 4

accelerator = Accelerator(gradient_accumulation_steps=gradient_accumulation_steps, cpu=True)
dataset = TensorDataset(torch.rand(56, 2), torch.rand(56, 1))
train_dataloader = DataLoader(dataset, batch_size=8)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)

steps_per_epoch = math.ceil(len(train_dataloader) / gradient_accumulation_steps)
lr_scheduler = get_cosine_schedule_with_warmup(
    optimizer=optimizer,
    num_warmup_steps=2,
    num_training_steps=steps_per_epoch * num_train_epochs,
)
model, optimizer, train_dataloader, lr_scheduler = accelerator.prepare(
    model, optimizer, train_dataloader, lr_scheduler
)

completed = 0
for epoch in range(num_train_epochs):
    model.train()
    for step, (x, y) in enumerate(train_dataloader):
        with accelerator.accumulate(model):
            loss = torch.nn.functional.mse_loss(model(x), y)
            accelerator.backward(loss)
            if accelerator.sync_gradients:
                accelerator.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            lr_scheduler.step()
            optimizer.zero_grad()
        if accelerator.sync_gradients:
            completed += 1
