"""What to draw: curves, their labels and samples, the settings, the plan."""
