"""How the rate goes, for any optimizer."""

from torch.optim.lr_scheduler import LambdaLR, MultiStepLR

from . import settings

FACTOR = 0.5


def warmed(optimizer, warmup):
    def factor(step):
        global FACTOR
        return min(1.0, FACTOR + (1 - FACTOR) * step / warmup)

    return LambdaLR(optimizer, factor)


def dropped(optimizer, milestones=settings.defaults.milestones):
    return MultiStepLR(optimizer, milestones, gamma=FACTOR)


REGISTRY = {"warmed": warmed, "dropped": dropped}
