PYTHON = .venv/bin/python

.venv/ready: pyproject.toml
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --upgrade "pip>=25.1"
	$(PYTHON) -m pip install --quiet --editable . --group dev
	touch .venv/ready

.PHONY: test lint types check
test: .venv/ready
	$(PYTHON) -m pytest

lint: .venv/ready
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: .venv/ready
	$(PYTHON) -m mypy

check: test lint types
