# Wenming. `make run` serves a furnished demonstration unit; `make test` sets everything up and passes all tests.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_DIR ?= $(or $(WENMING_HOME),wenming-data)
JOBS ?= auto

.PHONY: help setup system run demo test test-sqlite test-pg browser check lint format types imports migrations messages docs bench lock clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/.ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed.")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

setup: $(VENV)/.ready ## Make the environment from the lock

system: ## Install what tests need from the system (Chromium, a CJK font, gettext), as root
	@bash deploy/system.sh

run: setup ## Serve the furnished demonstration unit at http://127.0.0.1:8000
	$(BIN)/wenming demo
	$(BIN)/wenming serve

demo: setup ## Load the demonstration unit and print its accounts
	$(BIN)/wenming demo

test: setup system ## Pass all tests: unit, contracts, browser, both databases
	@bash deploy/test.sh

test-sqlite: setup ## Unit and contract tests on SQLite
	$(BIN)/python -m pytest -q -n $(JOBS) -m "not browser"

test-pg: setup ## The same tests on PostgreSQL
	@bash deploy/with-postgres.sh $(BIN)/python -m pytest -q -n $(JOBS) -m "not browser"

browser: setup system ## Journeys in a real browser
	$(BIN)/python -m pytest -q -m browser

check: setup lint imports types migrations messages-check docs-check ## Exactly what CI checks besides tests

lint:
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench

format: setup ## Format the code
	$(BIN)/ruff check --fix -q src tests bench
	$(BIN)/ruff format src tests bench

imports: ## Prove that imports only run downhill
	$(BIN)/lint-imports

types:
	$(BIN)/mypy

migrations: ## Fail on a missing migration
	WENMING_HOME=$$(mktemp -d) $(BIN)/wenming manage makemigrations --check --dry-run

messages: setup ## Refresh the English catalogue from the sources
	$(BIN)/python -m deploy.messages update

.PHONY: messages-check docs-check
messages-check: ## Fail on a missing or fuzzy English entry
	$(BIN)/python -m deploy.messages check

docs: setup ## Write the generated reference pages
	$(BIN)/python -m deploy.reference write

docs-check: ## Fail on a stale reference page or a dead link
	$(BIN)/python -m deploy.reference check

bench: setup ## Speed and memory as ratios in one run
	$(BIN)/python -m bench

lock: setup ## Refresh the lock from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q pyproject.toml --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra s3 --extra redis -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra s3 --extra redis -o requirements-dev.lock

clean: ## Remove the environment and caches, never data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
