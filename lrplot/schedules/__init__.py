"""The schedules themselves: one module for each framework, one function for each schedule."""
