# poolproof: `make prove` and `make test` are all that is needed; the rest is for development.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: prove audit audit-quick test test-slow check lint format types bench bench-networks mutants clean

prove: $(READY)
	$(BIN)/poolproof prove --report

audit: $(READY)
	$(BIN)/python -m poolproof.audit

audit-quick: $(READY)
	$(BIN)/python -m poolproof.audit --quick

test: $(READY)
	$(BIN)/pytest -n 2 -q -m "not slow"

test-slow: $(READY)
	$(BIN)/pytest -n 2 -q -m slow

check: lint types test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY)
	$(BIN)/mypy

bench: $(READY) bench-networks
	$(BIN)/python benchmarks/layers.py
	$(BIN)/python benchmarks/constructions.py
	$(BIN)/python benchmarks/shallow.py

mutants: $(READY)
	$(BIN)/python benchmarks/mutants.py

bench-networks: $(READY)
	$(BIN)/python benchmarks/networks.py

clean:
	rm -rf build .venv .mypy_cache .pytest_cache .ruff_cache *.egg-info

# torch must be asked for by exactly this version, alone and first: pip then takes its CPU build.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "poolproof needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q $$(grep '^torch==' constraints.txt) -c constraints.txt
	$(BIN)/pip install -q -e '.[dev]' -c constraints.txt
	@touch $@
