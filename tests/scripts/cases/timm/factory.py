# The style of timm's own training script: a step for each epoch, another for each update.
import torch
from timm.scheduler import create_scheduler_v2

epochs, batch_size = 8, 5
model = torch.nn.Linear(3, 2)
loader_train = torch.utils.data.DataLoader(torch.rand(20, 3), batch_size=batch_size)
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-4)
updates_per_epoch = len(loader_train)
lr_scheduler, num_epochs = create_scheduler_v2(
    optimizer,
    sched="cosine",
    num_epochs=epochs,
    warmup_epochs=2,
    warmup_lr=1e-6,
    min_lr=1e-5,
    cooldown_epochs=1,
    updates_per_epoch=updates_per_epoch,
)
for epoch in range(num_epochs):
    num_updates = epoch * updates_per_epoch
    for batch_idx, batch in enumerate(loader_train):
        loss = model(batch).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        num_updates += 1
        lr_scheduler.step_update(num_updates=num_updates)
    lr_scheduler.step(epoch + 1)
