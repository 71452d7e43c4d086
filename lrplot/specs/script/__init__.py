"""What a Python script says about its schedules, read as a syntax tree and never run."""
