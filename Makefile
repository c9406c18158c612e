# Everything starts here. Each target first makes the set-up current (setup/bootstrap), which is instant when
# nothing changed. Works with GNU make 3.81 (macOS).

.DEFAULT_GOAL := help
.PHONY: help serve build handouts pack check test shots bench lighthouse fix runtime lock clean

# One Node for all: the one the set-up found or installed.
export NODE ?= $(CURDIR)/.venv/bin/node
# Tests run side by side, the tests of a file together (tests/conftest.py).
JOBS ?= 2
# Half of our text is Chinese; do not depend on the machine's locale.
export PYTHONUTF8 := 1
# Material for MkDocs otherwise prints an announcement on every run.
export NO_MKDOCS_2_WARNING := 1
# A setting in somebody's shell must not make errors of warnings in packages that are not ours. (Warnings in
# our own code are errors while the tests run: pyproject.toml.)
unexport PYTHONWARNINGS
# An empty address (a workflow without Pages) means "not set".
ifeq ($(strip $(SITE_URL)),)
unexport SITE_URL
endif

help: ## say what each target does
	@echo "Tonghao: make <target>"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile

serve: ## set up, build, and serve the site with live reload (ADDR=host:port)
	@setup/bootstrap
	@.venv/bin/tonghao serve $(if $(ADDR),--addr $(ADDR))

build: ## build the site into site/; any warning is an error
	@setup/bootstrap
	@.venv/bin/tonghao build

handouts: ## print every workshop's handouts as PDF into handouts/ (SITE_URL=... for squares to scan)
	@setup/bootstrap --browser
	@.venv/bin/tonghao build
	@CHROMIUM="$$(.venv/bin/python tests/browser_path.py)" .venv/bin/tonghao handouts

pack: ## put the site into one zip that needs no internet: double-click, or serve it to a room (TO=file.zip)
	@setup/bootstrap
	@.venv/bin/tonghao pack $(if $(TO),--to $(TO))

check: ## check the playbook's YAML and list every problem with file, line and column
	@setup/bootstrap
	@.venv/bin/tonghao check

test: ## set up, then run all tests, browser ones included (ARGS="tests/setup -k lock" for some)
	@setup/bootstrap --browser
	@.venv/bin/tonghao runtime >/dev/null
	@.venv/bin/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

shots: ## take pictures of the key pages, and one contact sheet, into build/shots/ (ARGS="home tool" for some)
	@setup/bootstrap --browser
	@.venv/bin/python tests/shots/shots.py $(ARGS)

bench: ## measure the site against an unmodified Pyodide page and print the figures
	@setup/bootstrap --browser
	@.venv/bin/python tests/bench/bench.py $(ARGS)

lighthouse: ## grade a page of each kind with Lighthouse; under 0.95 is an error (ARGS="--runs 5 en/" for some)
	@setup/bootstrap --browser
	@setup/lighthouse/install
	@.venv/bin/python tests/bench/lighthouse.py $(ARGS)

fix: ## lay out code and content, bring the schemas up to date, mend what can be mended by itself
	@setup/bootstrap
	@.venv/bin/ruff format --quiet
	@.venv/bin/ruff check --fix --quiet
	@.venv/bin/tonghao fmt
	@.venv/bin/tonghao schema
	@.venv/bin/tonghao lock --new

runtime: ## make the browser's Python (build and serve do it when needed)
	@setup/bootstrap
	@.venv/bin/tonghao runtime

lock: ## write the lock files anew (UPGRADE=1 for the newest versions)
	@setup/bootstrap
	@setup/lock $(if $(UPGRADE),--upgrade)
	@setup/bootstrap

clean: ## remove what was built; the set-up (.venv, node_modules) stays
	@rm -rf site build .pytest_cache .ruff_cache .hypothesis
	@find src widgets tests docs -name __pycache__ -type d -prune -exec rm -rf {} +
