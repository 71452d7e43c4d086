"""What to draw: the plan and its settings, labels, and curves sampled for a picture."""
