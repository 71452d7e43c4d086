"""The curve that was drawn, as the object that a framework trains with: torch, Keras, optax."""

from lrplot.adapters import keras, optax, torch

__all__ = ["keras", "optax", "torch"]
