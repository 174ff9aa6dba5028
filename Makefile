# planctl: `make` lists what can be made. Set-up is done when needed, and once.

PYTHON ?= python3
AS_AT ?= 2024-03-13
OUT ?= board-pack
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif

SET_UP := .venv/set-up
PARALLEL := --quiet --numprocesses=auto --dist=worksteal
CHECKERS := tests/checkers/node_modules/set-up

.DEFAULT_GOAL := help
.PHONY: help report demo docs test quick coverage fuzz format-check lint types layers words dependencies schema-check tests fix schema golden papers pictures bench lock clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

report: $(SET_UP) ## make the highlight and the board pack of our plan, as at AS_AT (13 March 2024)
	$(BIN)/planctl report --size highlight --plan plan --as-at $(AS_AT) --out $(OUT)
	$(BIN)/planctl report --plan plan --as-at $(AS_AT) --out $(OUT)

demo: $(SET_UP) ## build half a year of made-up boards in demo/, and make the pack of the seventh
	$(BIN)/python tests/support/demo.py

test: format-check lint types layers words dependencies schema-check tests ## pass every check

format-check: $(SET_UP)
	$(BIN)/ruff format --check

lint: $(SET_UP)
	$(BIN)/ruff check

types: $(SET_UP)
	$(BIN)/mypy

layers: $(SET_UP)
	$(BIN)/lint-imports

words: $(SET_UP)
	$(BIN)/codespell

dependencies: $(SET_UP)
	$(BIN)/deptry src

schema-check: $(SET_UP)
	$(BIN)/planctl schema --check

tests: $(SET_UP) $(CHECKERS)
	$(BIN)/pytest $(PARALLEL)

quick: $(SET_UP) ## run the tests that need no browser, no office and hardly any git
	$(BIN)/pytest $(PARALLEL) -m 'not slow'

# What hypothesis happens to try covers nothing: what is counted is covered by named examples.
coverage: $(SET_UP) $(CHECKERS) ## run the tests again and count what they cover: every branch
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PARALLEL) -m 'not hypothesis'
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

fuzz: $(SET_UP) ## try many random inputs, others each time
	$(BIN)/pytest $(PARALLEL) -m hypothesis --hypothesis-profile=fuzz

fix: $(SET_UP) ## put format and simple lint right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

schema: $(SET_UP) ## write the JSON Schemas anew
	$(BIN)/planctl schema

docs: $(SET_UP) ## write the pages of commands and of tables anew
	PYTHONPATH=tests/support $(BIN)/python tests/support/manual.py
	PYTHONPATH=tests/support $(BIN)/python tests/support/export_page.py

pictures: $(SET_UP) $(CHECKERS) ## make the pictures of the README anew
	PYTHONPATH=tests/support:tests/checkers $(BIN)/python tests/support/pictures.py

golden: $(SET_UP) ## write the golden papers anew, to be read in review
	$(BIN)/pytest --golden -q tests

papers: $(SET_UP) ## import a paper of each kind, and print how much of it comes in right
	PYTHONPATH=tests/support $(BIN)/python tests/support/papers.py

bench: $(SET_UP) ## measure speed beside the floor, on plans of 33, 1,000 and 10,000 actions
	$(BIN)/python tests/support/bench.py

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --quiet --no-strip-extras --all-extras --group dev pyproject.toml --output-file requirements.lock

clean: ## remove what was set up and made
	rm -rf .venv chase board.ics $(OUT) demo imported tests/checkers/node_modules

$(SET_UP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "planctl needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(CHECKERS): tests/checkers/package-lock.json tests/checkers/setup
	tests/checkers/setup
	@mkdir -p $(@D) && touch $@
