"""Numbers as text, ranges of steps, arrays, and formulas in t, which are read and never run."""
