"""Answers in words about a schedule: its parameters, pieces, values and source."""
