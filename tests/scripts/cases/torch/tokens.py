"""The rate follows how many tokens were seen, settings are set by setattr."""

import math, torch


class Config:
    max_epochs = 3
    learning_rate = 3e-4
    lr_decay = True
    warmup_tokens = 30
    final_tokens = 120

    def __init__(self, **kwargs):
        for k, v in kwargs.items():
            setattr(self, k, v)


class Trainer:
    def __init__(self, model, loader, config):
        self.model, self.loader, self.config = model, loader, config

    def train(self):
        config = self.config
        optimizer = torch.optim.AdamW(self.model.parameters(), lr=config.learning_rate)

        def run_epoch(split):
            is_train = split == "train"
            for it, x in enumerate(self.loader):
                if is_train:
                    self.model(x).sum().backward()
                    optimizer.step()
                    if config.lr_decay:
                        self.tokens += 10
                        if self.tokens < config.warmup_tokens:
                            lr_mult = float(self.tokens) / float(max(1, config.warmup_tokens))
                        else:
                            progress = float(self.tokens - config.warmup_tokens) / float(
                                max(1, config.final_tokens - config.warmup_tokens)
                            )
                            lr_mult = max(0.1, 0.5 * (1.0 + math.cos(math.pi * progress)))
                        lr = config.learning_rate * lr_mult
                        for param_group in optimizer.param_groups:
                            param_group["lr"] = lr

        self.tokens = 0
        for epoch in range(config.max_epochs):
            run_epoch("train")


model = torch.nn.Linear(2, 1)
Trainer(model, [torch.ones(2)] * 4, Config(max_epochs=4, lr_decay=True)).train()
