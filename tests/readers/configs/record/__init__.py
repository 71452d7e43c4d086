"""Recorders: each runs a framework's own trainer on tiny data, and writes down its rates."""
