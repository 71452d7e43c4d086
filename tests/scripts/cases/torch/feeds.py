"""Data of another file, whose size only running tells."""

import torch


def make_loader(split):
    return [torch.randn(3, 2) for _ in range(7)]
