PYTHON ?= python3
BIN := .venv/bin
TEST_WORKERS ?= 2
.DEFAULT_GOAL := help

.PHONY: help setup demo up test image-check client-check check fix migration schema openapi bench lock

help: ## Show what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: .venv/ready ## Create .venv and install everything from the hashed locks

.venv/ready: requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Opora needs Python 3.11 or newer; say which one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## Run the whole cycle once on a synthetic municipality
	$(BIN)/opora demo

up: setup ## Run everything on this machine, until Ctrl-C
	$(BIN)/opora up

test: setup ## Run all tests against real servers of their own
	$(BIN)/pytest -n $(TEST_WORKERS)

image-check: setup ## Run the image's install steps in a clean environment, without an engine
	$(BIN)/pytest tests/opora/image_check.py

client-check: .clients/ready ## Generate clients (TypeScript, Python) from the contracts and compile them
	tests/contracts/clients/check.sh

# An environment of their own: the Python generator wants an older typer than the product. npm trusts a list of its own;
# the machine's may hold a proxy's certificate as well.
.clients/ready: requirements-clients.lock tests/contracts/clients/package-lock.json
	@command -v npm >/dev/null || { echo 'client-check needs npm: install Node.js 20 or newer, it brings it.'; exit 1; }
	$(PYTHON) -m venv --clear .clients/python
	.clients/python/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-clients.lock
	cp tests/contracts/clients/package.json tests/contracts/clients/package-lock.json .clients
	NODE_EXTRA_CA_CERTS=$${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt} npm ci --prefix .clients --silent --no-audit --no-fund
	@touch $@

check: setup ## Check style, types and boundaries
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup ## Mend what can be mended automatically
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

migration: setup ## Write a migration for changed models: make migration NAME="add lists"
	@test -n "$(NAME)" || { echo 'Say what it does: make migration NAME="add lists"'; exit 2; }
	$(BIN)/python -m opora.new_migration "$(NAME)"

schema: setup ## Write migrations/schema.sql from the migrations
	$(BIN)/python -m opora.schema_dump

openapi: setup ## Write the contracts of the services into tests/contracts
	@for service in identification monitoring roadmap; do \
		$(BIN)/opora openapi $$service > tests/contracts/$$service.json || exit 1; done

bench: setup ## Show import, run, lists and indicators as ratios to COPY, hand-written SQL and bare Starlette
	$(BIN)/python -m benchmarks

lock: setup ## Renew the hashed locks from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group build --constraints requirements-dev.lock --output-file requirements-build.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group clients --output-file requirements-clients.lock
