# Needs Python 3.11 or later. Every target does its own set-up and can be run again.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo run test lint bench faults picture docs check-live clean

demo: $(VENV)/.ready
	$(BIN)/bidragsvakt demo

run: $(VENV)/.ready
	$(BIN)/bidragsvakt run

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.ready-dev
	$(BIN)/python -m tests.bench

faults: $(VENV)/.ready-dev
	$(BIN)/python -m tests.faults

picture: $(VENV)/.ready
	$(BIN)/python -m tests.picture

docs: $(VENV)/.ready
	$(BIN)/python -m watcher.config.sourcedocs

check-live: $(VENV)/.ready
	$(BIN)/bidragsvakt sources check --all

clean:
	rm -rf $(VENV) var outbox dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 eller senare behövs"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade --constraint constraints.txt pip
	@touch $@

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/.python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(PIP) install --constraint constraints.txt --group dev
	@touch $@
