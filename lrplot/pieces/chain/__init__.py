"""Schedulers that move one rate together, each from where the others left it."""
