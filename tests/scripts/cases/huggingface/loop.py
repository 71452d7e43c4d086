# The course's training loop: get_scheduler, a progress bar, a step for each batch.
import torch
from torch.optim import AdamW
from torch.utils.data import DataLoader
from tqdm.auto import tqdm
from transformers import get_scheduler

model = torch.nn.Linear(3, 1)
train_dataloader = DataLoader(torch.rand(40, 3), shuffle=True, batch_size=8)
optimizer = AdamW(model.parameters(), lr=5e-5)
device = torch.device("cpu")
model.to(device)

num_epochs = 3
num_training_steps = num_epochs * len(train_dataloader)
lr_scheduler = get_scheduler(
    "linear",
    optimizer=optimizer,
    num_warmup_steps=3,
    num_training_steps=num_training_steps,
)

progress_bar = tqdm(range(num_training_steps), disable=True)
model.train()
for epoch in range(num_epochs):
    for batch in train_dataloader:
        loss = model(batch.to(device)).pow(2).mean()
        loss.backward()

        optimizer.step()
        lr_scheduler.step()
        optimizer.zero_grad()
        progress_bar.update(1)
