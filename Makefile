# Everything that a newcomer or CI types. Python 3.11+, git and make are all that must be there.
PYTHON ?= python3
BIN := .venv/bin
PREFIX ?= $(if $(filter 0,$(shell id -u)),/usr/local,$(HOME)/.local)
SOURCES := config crawler checks scoring reports db app demo benchmarks tests alembic

.PHONY: help demo test check worlds soak s3 bench install run clean

help: ## list the commands
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,postgres,notify,browser,web,fleet]'
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[ldap]' || echo 'no libldap headers: sign-in by LDAP is left out'
	@touch $@

.venv/s3/.ready: constraints-s3.txt
	$(PYTHON) -m venv .venv/s3
	.venv/s3/bin/pip install --quiet --disable-pip-version-check --constraint constraints-s3.txt 'moto[s3]' flask flask-cors
	@touch $@

s3: .venv/s3/.ready ## the S3 server that some tests ask, in an environment of its own

demo: .venv/.ready ## whole nights on the replica, compared with its truth
	rm -rf var/demo
	$(BIN)/hongqiao demo --folder var/demo

# Where the environment keeps Python from writing compiled modules, each program of ours would compile them anew.
COMPILED = $(BIN)/python -m compileall -q config crawler checks scoring reports db app demo

# A test waits for servers, programs and limits about as long as it works: four at a time keep two cores busy.
WORKERS ?= 4
test: .venv/.ready ## all tests, the golden nights among them; WORKERS at a time
	@$(COMPILED)
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

check: .venv/.ready ## style, types, and which room may import which
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

WORLDS := ../shared/worlds/run.py
SEEDS ?= 5
worlds: .venv/.ready ## random sites compared with their truth: SEEDS=25, AXES=more, WORLDS_OPTIONS='--single'
	@test -f $(WORLDS) || { echo '../shared/worlds is not here'; exit 1; }
	PYTHONPATH=tests/worlds $(BIN)/python -B $(WORLDS) --project . --seeds $(SEEDS) --axes $(or $(AXES),public) $(WORLDS_OPTIONS)

soak: .venv/.ready ## long runs: kills at random moments, every night of a year
	HONGQIAO_SOAK=1 $(BIN)/pytest -m soak -q

bench: .venv/.ready ## measured side by side with other tools; needs nginx, and npm for linkinator
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	command -v npm >/dev/null && npm install --prefix benchmarks --no-package-lock --no-audit --no-fund --silent || true
	@$(COMPILED)
	$(BIN)/python -m benchmarks $(BENCH)

install: .venv/.ready ## link the command into the path (/usr/local/bin for root, else ~/.local/bin; PREFIX= for another)
	mkdir -p $(PREFIX)/bin
	ln -sf $(CURDIR)/$(BIN)/hongqiao $(PREFIX)/bin/hongqiao
	@$(PREFIX)/bin/hongqiao --version
	@command -v hongqiao >/dev/null || echo "add $(PREFIX)/bin to PATH, or use: make run ARGS=..."

run: .venv/.ready ## one command without installing: make run ARGS="status"
	@$(BIN)/hongqiao $(ARGS)

clean: ## remove what can be made again
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
