# `make demo` and `make test` make their own environment; `make check` is the one command before every commit.
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check lint types rooms mutation torture fuzz bench audit pages catalogue screenshots format clean

demo: $(STAMP)
	rm -rf emulation-demo
	$(BIN)/emulation demo

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

check: lint types rooms test

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

rooms: $(STAMP)
	$(BIN)/lint-imports

mutation: $(STAMP)
	$(BIN)/python -m pip install --quiet --group mutation
	$(BIN)/python tests/mutation.py

# Faults at every call that changes a file, kills, spoiled files and words, in full: hours. Prints its figures.
torture: $(STAMP)
	cd tests && $(abspath $(BIN))/python -m torture

fuzz: $(STAMP)
	cd tests && $(abspath $(BIN))/python -m torture fuzz --cases $(or $(CASES),100000) --seed $(or $(SEED),1)

# How fast it is against what else there is, with 1,000,000 rows: hours. For the page: python -m bench --write in tests.
bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --group bench
	cd tests && $(abspath $(BIN))/python -m bench $(BENCH)

# Needs the network: it asks the advisory database about everything that is installed beside this project itself.
audit: $(STAMP)
	$(BIN)/python -m pip install --quiet --group audit
	$(BIN)/python -m pip freeze --all --exclude-editable > $(VENV)/installed.txt
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement $(VENV)/installed.txt

# What the docs say of commands, fields, exit codes and words, and the manual page, from the code.
pages: $(STAMP)
	cd docs && $(abspath $(BIN))/python -m pages

# What is said, in English and in Vietnamese: brings emulation_cli/locale up to date with the sources.
catalogue: $(STAMP)
	$(BIN)/python tests/catalogue.py

screenshots: $(STAMP)
	$(BIN)/python docs/screenshots.py

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(STAMP): pyproject.toml
	python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis emulation-demo
