import torch
from torch.optim.lr_scheduler import LambdaLR


def rate(step, model_size, factor, warmup):
    """The rate of the annotated transformer; step 0 counts as 1"""
    if step == 0:
        step = 1
    return factor * (model_size ** (-0.5) * min(step ** (-0.5), step * warmup ** (-1.5)))


class TrainState:
    step: int = 0
    accum_step: int = 0
    samples: int = 0


def run_epoch(data_iter, model, optimizer, scheduler, accum_iter=1, train_state=TrainState()):
    n_accum = 0
    for i, batch in enumerate(data_iter):
        loss = model(batch).mean()
        loss.backward()
        train_state.step += 1
        train_state.samples += batch.shape[0]
        if i % accum_iter == 0:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            n_accum += 1
            train_state.accum_step += 1
        scheduler.step()
        if i % 40 == 1:
            lr = optimizer.param_groups[0]["lr"]
            print(f"accumulation step {n_accum}, rate {lr:6.1e}")
    return train_state


config = {"warmup": 9, "base_lr": 1.0, "num_epochs": 4, "accum_iter": 3}
model = torch.nn.Linear(16, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=config["base_lr"], betas=(0.9, 0.98), eps=1e-9)
lr_scheduler = LambdaLR(
    optimizer=optimizer,
    lr_lambda=lambda step: rate(step, 16, factor=1, warmup=config["warmup"]),
)
train_state = TrainState()
train_dataloader = [torch.randn(2, 16) for _ in range(10)]
for epoch in range(config["num_epochs"]):
    model.train()
    run_epoch(train_dataloader, model, optimizer, lr_scheduler, config["accum_iter"], train_state)
