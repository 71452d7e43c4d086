"""What was asked for: words, pasted constructors, sweeps and requests, as specs."""
