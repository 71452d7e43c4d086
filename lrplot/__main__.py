"""Runs the command line as `python -m lrplot`."""

from lrplot.cli import main

main()
