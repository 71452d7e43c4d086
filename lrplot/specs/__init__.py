"""Specs: schedules as they were asked for, by words, constructors, sweeps and requests."""
