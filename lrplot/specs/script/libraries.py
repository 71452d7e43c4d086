"""Packages of which the names that a script imports are functions, classes, modules and members."""

from __future__ import annotations

import sys

LIBRARIES = sys.stdlib_module_names | {
    "numpy", "scipy", "pandas", "sklearn", "torch", "torchvision", "torchaudio", "torchtext",
    "torchmetrics", "tensorflow", "keras", "jax", "flax", "optax", "haiku", "absl", "clu", "mlx",
    "timm", "transformers", "diffusers", "trl", "peft", "accelerate", "datasets", "evaluate",
    "lightning", "pytorch_lightning", "deepspeed", "apex", "horovod", "bitsandbytes", "wandb",
    "tqdm", "ignite", "fastai", "mmcv", "mmengine", "monai", "albumentations", "cv2", "PIL",
    "einops", "torch_geometric", "dgl", "ogb", "gym", "gymnasium", "hydra", "omegaconf", "yaml",
    "click", "typer", "fire", "pydantic", "attr", "attrs", "ray",
}  # fmt: skip

FORMULAS = ("math", "np", "numpy", "torch", "jnp", "jax", "tf", "tensorflow", "keras", "optax")
"""Modules whose functions and constants a formula may have."""
