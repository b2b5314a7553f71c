# Everything a newcomer needs: make run, make test. See README.md.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
SOURCES := app.py data pipelines layouts callbacks tests

.PHONY: run test check soak bench screenshots packages clean

run: .venv/runtime
	$(BIN)/python app.py prepare
	$(BIN)/python -m pipelines demo
	$(BIN)/python app.py

test: .venv/development packages
	$(BIN)/python -m pytest -q

check: .venv/development
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy $(SOURCES)
	$(BIN)/python -m pytest -q tests/architecture tests/data/test_catalogue_documentation.py

soak: .venv/development
	SOAK_CASES=10000 $(BIN)/python -m pytest -q tests/soak

bench: .venv/development packages
	$(BIN)/python -m tests.bench

screenshots: .venv/development packages
	$(BIN)/python -m tests.screenshots

packages:
	tests/packages.sh

.venv/runtime: requirements.txt
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 以上 / Python 3.11 or newer is needed"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -r requirements.txt
	touch $@

.venv/development: requirements.txt requirements-dev.txt .venv/runtime
	$(BIN)/python -m pip install -q -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
