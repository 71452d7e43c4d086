from dataclasses import dataclass, field

import torch
from torch.optim.lr_scheduler import LinearLR


@dataclass
class OptimConfig:
    lr: float = 1e-3
    betas: tuple[float, float] = (0.9, 0.999)
    warmup: int = 5


@dataclass
class TrainConfig:
    epochs: int = 4
    batch_size: int = 5
    optim: OptimConfig = field(default_factory=OptimConfig)
    tags: list[str] = field(default_factory=list)

    @property
    def warmup_updates(self):
        return 2 * self.optim.warmup


def main(cfg: TrainConfig) -> None:
    model = torch.nn.Linear(2, 1)
    data = torch.utils.data.TensorDataset(torch.randn(23, 2))
    loader = torch.utils.data.DataLoader(data, cfg.batch_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=cfg.optim.lr, betas=cfg.optim.betas)
    scheduler = LinearLR(optimizer, start_factor=0.1, total_iters=cfg.warmup_updates)
    for _ in range(cfg.epochs):
        for (x,) in loader:
            optimizer.zero_grad()
            model(x).sum().backward()
            optimizer.step()
            scheduler.step()


if __name__ == "__main__":
    main(TrainConfig(epochs=5, optim=OptimConfig(lr=8e-4)))
