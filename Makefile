PYTHON ?= python3

# Every framework that can be installed, run now and compared: make live ARGS="torch --seed 1"
.PHONY: live
live:
	$(PYTHON) tests/golden/live.py $(ARGS)
