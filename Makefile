# flong: `make demo` shows the whole path, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := $(VENV)/.peers
export PATH := $(CURDIR)/$(BIN):$(PATH)
SOURCES := $(wildcard flong/*.h flong/backends/*.pyx flong/backends/*.pxd flong/backends/*.h flong/runtime/*.pyx flong/runtime/*.pxd flong/runtime/*.h flong/bill/*.pyx flong/bill/*.pxd flong/bill/*.h flong/bill/plates/*.pyx flong/bill/plates/*.pxd flong/jobs/*.pxd)
SOURCES += $(wildcard $(SOURCES:.pxd=.py))

.DEFAULT_GOAL := help
.PHONY: demo test test-servers test-deep lint bench clean help

help: ## what there is
	@grep -E '^[a-z-]+%?:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+%?):.*## (.*)/  make \1\t\2/' | expand -t 22

$(STAMP): pyproject.toml setup.py scripts/system.sh $(SOURCES)
	@scripts/system.sh build bill
	@test -x $(BIN)/python || { echo "flong: making a virtual environment in $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "flong: installing flong and what it needs (minutes the first time)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip setuptools wheel
	@$(BIN)/pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(STAMP) ## send 200 signed statements with encrypted PDF bills to an embedded mailbox
	@$(BIN)/python examples/demo.py

test: $(STAMP) ## all tests that need no server of the system's
	@echo "flong: running the tests (some minutes)"
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not servers and not deep"

test-servers: $(STAMP) ## tests against real servers (Postfix, Exim and others), isolated
	@scripts/system.sh servers
	@npm ci --prefix tests/bill/pdfjs --omit=optional --ignore-scripts --no-audit --no-fund --silent
	@npm ci --prefix tests/backends/sms/centre --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python -m pytest -m servers

test-deep: $(STAMP) ## long fuzzing, hundreds of bills, cuts at every byte, sanitizers
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m deep

lint: $(STAMP) ## ruff, mypy, cython-lint, import directions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/cython-lint flong
	@$(BIN)/lint-imports

$(PEERS): $(STAMP)
	@echo "flong: installing the engines that flong is measured against"
	@$(BIN)/pip install -qq --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench: $(PEERS) ## every benchmark suite, 15 minutes; `make bench-SUITE` runs one
	@$(BIN)/python -m benchmarks

bench-%: $(PEERS)
	@$(BIN)/python -m benchmarks $*

clean: ## remove everything that was built
	rm -rf $(VENV) tests/bill/pdfjs/node_modules tests/backends/sms/centre/node_modules build dist *.egg-info demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find flong -name '*.so' -delete -o -name '*.c' -delete -o -name __pycache__ -prune -exec rm -rf {} +
