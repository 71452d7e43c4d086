# README's virtual environment if it is there
PYTHON ?= $(or $(wildcard .venv/bin/python),python3)

.PHONY: help
help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

.PHONY: check
check: ## What must pass before a change lands, just as CI runs it; makes .venv anew
	.ci/run

.PHONY: test
test: ## The tests; a sample of them in under a minute: make test FAST=1
	$(PYTHON) -m pytest $(if $(filter 1,$(FAST)),--fast) $(ARGS)

.PHONY: oldest
oldest: ## A sample of the tests with the oldest Python and libraries that are allowed; makes .venv-oldest
	python3.11 -m venv .venv-oldest
	.venv-oldest/bin/pip install -q -e '.[dev]' -c tests/oldest.txt
	.venv-oldest/bin/python -m pytest --fast $(ARGS)

.PHONY: newest
newest: ## The tests with a newer Python and the newest libraries: make newest PYTHON=python3.15; makes .venv-newest
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/pip install -q -e '.[dev]'
	.venv-newest/bin/python -m pytest $(if $(filter 1,$(FAST)),--fast) $(ARGS)

.PHONY: shells
shells: ## Completion in a real zsh and fish, which must be installed
	$(PYTHON) -m pytest -n 0 tests/cli/other_shells.py $(ARGS)

.PHONY: page
page: ## The page in a real Chromium, which must be installed with its driver, and npm; makes .venv-page
	python3 -m venv .venv-page
	.venv-page/bin/pip install -q -e '.[dev]' -r tests/writers/page/requirements.txt
	npm install --silent --no-save --prefix .venv-page axe-core@4.14.1
	AXE=.venv-page/node_modules/axe-core/axe.min.js .venv-page/bin/python -m pytest -n 0 tests/writers/page/in_chromium.py $(ARGS)

.PHONY: uplot
uplot: ## The uPlot in pages, compared with the npm registry's; another one: make uplot VERSION=1.6.32
	$(PYTHON) tests/writers/page/uplot.py $(VERSION)

.PHONY: dist
dist: ## The wheel and the sdist, built and looked into; makes .venv-dist and dist
	$(PYTHON) -m venv --clear .venv-dist
	.venv-dist/bin/pip install -q build twine
	rm -rf dist
	.venv-dist/bin/python -m build -q
	.venv-dist/bin/twine check --strict dist/*
	$(PYTHON) -m pytest -n 0 tests/distribution.py $(ARGS)

.PHONY: typed
typed: ## A user's file, as pyright reads it; makes .venv-typed
	$(PYTHON) -m venv --clear .venv-typed
	.venv-typed/bin/pip install -q -e '.[typed]'
	.venv-typed/bin/basedpyright --pythonpath .venv-typed/bin/python --level error tests/library/user.py

.PHONY: docs
docs: ## The generated documents, written anew
	$(PYTHON) docs/generate.py
	$(PYTHON) docs/architecture.py
	$(PYTHON) docs/figures.py
	$(PYTHON) docs/manual.py

.PHONY: site
site: .venv-site/bin/zensical ## The documents as a site in build/site, its links checked; makes .venv-site
	rm -rf build/site
	.venv-site/bin/zensical build --strict -f mkdocs.yml
	$(PYTHON) docs/site.py build/site

.venv-site/bin/zensical:
	$(PYTHON) -m venv .venv-site
	.venv-site/bin/pip install -q 'zensical>=0.0.73'

.PHONY: live
live: ## Every framework that can be installed, run now and compared: make live ARGS="torch --seed 1"
	$(PYTHON) tests/golden/live.py $(ARGS)

.PHONY: adapters
adapters: ## Trainings with PyTorch, Keras and optax themselves: make adapters ARGS="torch"
	$(PYTHON) tests/adapters/run.py $(ARGS)

.PHONY: generated
generated: ## Scripts drawn from a grammar, run by torch, which must be installed beside lrplot: make generated MINUTES=5 SEED=1
	$(PYTHON) tests/scripts/generated.py --minutes $(or $(MINUTES),10) $(if $(SEED),--seed $(SEED)) $(ARGS)

.PHONY: fuzz
fuzz: ## Inputs that nobody wrote, held to laws that hold for every input: make fuzz MINUTES=5 SEED=1
	$(PYTHON) tests/fuzz/run.py --minutes $(or $(MINUTES),60) $(if $(SEED),--seed $(SEED)) $(ARGS)
