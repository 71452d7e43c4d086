"""Numbers as text, ranges of steps, arrays, and formulas in t: read, never run."""
