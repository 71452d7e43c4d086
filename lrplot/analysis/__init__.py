"""Answers in words about a schedule."""
