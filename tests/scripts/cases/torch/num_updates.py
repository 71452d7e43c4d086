"""A scheduler of the trainer's own, told the number of updates."""

import torch


class FairseqLRScheduler:
    def __init__(self, cfg, optimizer):
        self.cfg = cfg
        self.optimizer = optimizer
        self.best = None

    def step_update(self, num_updates):
        return self.optimizer.get_lr()


class InverseSquareRootSchedule(FairseqLRScheduler):
    def __init__(self, cfg, optimizer):
        super().__init__(cfg, optimizer)
        warmup_end_lr = cfg["lr"]
        if cfg["warmup_init_lr"] < 0:
            cfg["warmup_init_lr"] = 0 if cfg["warmup_updates"] > 0 else warmup_end_lr
        self.lr_step = (warmup_end_lr - cfg["warmup_init_lr"]) / cfg["warmup_updates"]
        self.decay_factor = warmup_end_lr * cfg["warmup_updates"] ** 0.5
        self.lr = cfg["warmup_init_lr"]
        self.optimizer.set_lr(self.lr)

    def step_update(self, num_updates):
        if num_updates < self.cfg["warmup_updates"]:
            self.lr = self.cfg["warmup_init_lr"] + num_updates * self.lr_step
        else:
            self.lr = self.decay_factor * num_updates**-0.5
        self.optimizer.set_lr(self.lr)
        return self.lr


class FairseqOptimizer:
    def __init__(self, optimizer):
        self._optimizer = optimizer

    def set_lr(self, lr):
        for param_group in self._optimizer.param_groups:
            param_group["lr"] = lr

    def get_lr(self):
        return self._optimizer.param_groups[0]["lr"]

    def step(self):
        self._optimizer.step()


class Trainer:
    def __init__(self, cfg, model):
        self.model = model
        self._num_updates = 0
        self.optimizer = FairseqOptimizer(torch.optim.Adam(model.parameters(), lr=cfg["lr"]))
        self.lr_scheduler = InverseSquareRootSchedule(cfg, self.optimizer)
        self.lr_scheduler.step_update(0)

    def set_num_updates(self, num_updates):
        self._num_updates = num_updates
        self.lr_scheduler.step_update(self._num_updates)

    def train_step(self, sample):
        self.model(sample).sum().backward()
        self.optimizer.step()
        self.set_num_updates(self._num_updates + 1)


cfg = {"lr": 5e-4, "warmup_init_lr": 1e-7, "warmup_updates": 6}
trainer = Trainer(cfg, torch.nn.Linear(2, 1))
for epoch in range(1, 4):
    for sample in [torch.ones(2)] * 5:
        trainer.train_step(sample)
