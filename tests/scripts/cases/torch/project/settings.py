"""What the project trains with."""

from dataclasses import dataclass, field

BASE = 0.05


@dataclass
class Settings:
    lr: float = 2 * BASE
    epochs: int = 6
    batches: int = 5
    warmup: int = 4
    milestones: list = field(default_factory=lambda: [12, 20])


defaults = Settings()
