# planctl: `make` lists what can be made. Set-up is done when needed, and once.

PYTHON ?= python3
AS_AT ?= 2024-03-13
OUT ?= board-pack
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif

SET_UP := .venv/set-up
DEV := .venv/set-up-dev
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps
LOCK := uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --quiet --no-strip-extras --extra all --group build pyproject.toml
PARALLEL := --quiet --numprocesses=auto --dist=worksteal
CHECKERS := tests/checkers/node_modules/set-up

# What was compiled is kept: tests that every worker compiles anew cost a fifth of `make quick`.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help report demo docs site test quick coverage fuzz format-check lint types layers words dependencies schema-check tests fix schema golden papers pictures bench lock clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

report: $(SET_UP) ## make the highlight and the board pack of our plan, as at AS_AT (13 March 2024)
	$(BIN)/planctl report --size highlight --plan plan --as-at $(AS_AT) --out $(OUT)
	$(BIN)/planctl report --plan plan --as-at $(AS_AT) --out $(OUT)

demo: $(SET_UP) ## build half a year of made-up boards in demo/, and make the pack of the seventh
	$(BIN)/python tests/support/demo.py

test: format-check lint types layers words dependencies schema-check tests ## pass every check

format-check: $(DEV)
	$(BIN)/ruff format --check

lint: $(DEV)
	$(BIN)/ruff check

types: $(DEV)
	$(BIN)/mypy

layers: $(DEV)
	$(BIN)/lint-imports

words: $(DEV)
	$(BIN)/codespell

dependencies: $(DEV)
	$(BIN)/deptry src

schema-check: $(DEV)
	$(BIN)/planctl schema --check

tests: $(DEV) $(CHECKERS)
	$(BIN)/pytest $(PARALLEL)

quick: $(DEV) ## run the tests that need no browser, no office and hardly any git
	$(BIN)/pytest $(PARALLEL) -m 'not slow'

# What hypothesis happens to try covers nothing: what is counted is covered by named examples.
coverage: $(DEV) $(CHECKERS) ## run the tests again and count what they cover: every branch
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PARALLEL) -m 'not hypothesis'
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

fuzz: $(DEV) ## try many random inputs, others each time
	$(BIN)/pytest $(PARALLEL) -m hypothesis --hypothesis-profile=fuzz

fix: $(DEV) ## put format and simple lint right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

schema: $(DEV) ## write the JSON Schemas anew
	$(BIN)/planctl schema

docs: $(DEV) ## write the pages of docs/reference/ and the man page anew
	PYTHONPATH=tests/support $(BIN)/python tests/support/manual.py

site: $(DEV) ## make a site of the pages in site/, and fail on a broken link
	PYTHONPATH=tests/support $(BIN)/mkdocs build

pictures: $(DEV) $(CHECKERS) ## make the pictures of the pages anew
	PYTHONPATH=tests/support:tests/checkers $(BIN)/python tests/support/pictures.py

golden: $(DEV) ## write the golden papers anew, to be read in review
	$(BIN)/pytest --golden -q tests

papers: $(DEV) ## import a paper of each kind, and print how much of it comes in right
	PYTHONPATH=tests/support $(BIN)/python tests/support/papers.py

bench: $(DEV) ## measure speed beside the floor, on plans of 33, 1,000 and 10,000 actions
	$(BIN)/python tests/support/bench.py

lock: ## resolve the dependencies anew, of those who run planctl and of those who work on it (needs uv)
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group dev --group site --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove what was set up and made
	rm -rf .venv chase board.ics $(OUT) demo imported site dist tests/checkers/node_modules

$(SET_UP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "planctl needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(SET_UP)
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(CHECKERS): tests/checkers/package-lock.json tests/checkers/setup
	tests/checkers/setup
	@mkdir -p $(@D) && touch $@
