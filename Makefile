# The project's commands. `make help` lists them. What is needed: Python 3.11 or newer, git and make.
#
# Everything is installed in .venv, from the lock files. A stamp in .venv says that an install is complete; it is
# written last, so an install that was broken off is done again, and a second `make run` installs nothing.

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
HAS_VENV := $(VENV)/.has-venv
HAS_RUN := $(VENV)/.has-run
HAS_DEV := $(VENV)/.has-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command "make lock"

.PHONY: help run test lint check papers snapshots bench faults docs lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

# Documents land in exports/ of this checkout. "-m" and not the script: that one stops working when the folder is moved.
run: $(HAS_RUN) ## open the app on the practice school (installs itself the first time)
	@IBTUI_EXPORTS="$(CURDIR)/exports" $(BIN)/python -m ibtui demo

# Four at a time, also on two cores: many tests wait for a terminal, a disk or a thread. ARGS: more for pytest, as in
# `make test ARGS="tests/care -x"`.
test: $(HAS_DEV) ## run every test that needs no extra system package
	@$(BIN)/python -m pytest -q -n 4 $(ARGS)

# Format, rules (ruff's S are those of Bandit), types, floors; then that what is installed is what the lock files say, and
# that the docs say what the code does. None of it asks a network.
lint: $(HAS_DEV) ## check format, rules, types, floors, supply and docs
	@$(BIN)/ruff format --check -q --output-format concise . || { echo "Run: $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check -q .
	@$(BIN)/python -m mypy ibtui tests $(wildcard tools/*.py) $(wildcard bench/*.py) $(wildcard faults/*.py)
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tools/check_supply.py
	@if [ -f tools/check_docs.py ]; then $(BIN)/python tools/check_docs.py; fi

check: test lint ## test and lint

# `make test` tries ten texts for each of the four papers, this a thousand: some five minutes.
papers: $(HAS_DEV) ## make Word documents of thousands of odd texts: each valid, with nothing private in it
	@IBTUI_PAPERS=1000 $(BIN)/python -m pytest -q -n auto tests/documents/test_any_text.py $(ARGS)

# The difference is for a person to look at (git diff) before it is committed.
snapshots: $(HAS_DEV) ## draw the pictures of the screens anew
	@$(BIN)/python -m pytest -q -p no:randomly tests/screens/test_snapshots.py --snapshot-update $(ARGS)

# Takes nearly half an hour, on a machine that does nothing else. ARGS: `make bench ARGS="typing --rounds 2"`. The programs
# beside it are installed by itself, each in an environment of its own; IBTUI_BENCH_PEERS=DIR keeps those for a next time.
bench: $(HAS_DEV) ## measure how fast it is, beside other programs; writes bench/RESULTS.md
	@$(BIN)/python -m bench $(ARGS)

# Takes more than half an hour; parts of it need root, a loop device, sshd, strace and libfaketime, and say so.
# ARGS: `make faults ARGS="kill --runs 20"`. The parts: kill power line disk two clock, and of the locked door: keys restore
# secrets access users log lock schemas.
faults: $(HAS_DEV) ## break things while somebody types; writes faults/REPORT.md
	@$(BIN)/python -m faults $(ARGS)

docs: $(HAS_DEV) ## write the parts of the docs that are made from the code
	@$(BIN)/python tools/check_docs.py --write

# uv lives in a throwaway folder; it reads the package index of your own set-up and writes none of it down.
# Versions stay as they are unless pyproject.toml asks for others; `make lock ARGS=--upgrade` takes the newest.
lock: ## write the lock files anew from pyproject.toml
	@set -eu; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	python3 -m venv "$$tool"; "$$tool/bin/python" -m pip --disable-pip-version-check -qq install 'uv>=0.9,<1'; \
	"$$tool/bin/"$(LOCK) $(ARGS) pyproject.toml --group build -o requirements.lock; \
	"$$tool/bin/"$(LOCK) $(ARGS) -c requirements.lock --group dev -o requirements-dev.lock

clean: ## remove .venv and everything that can be made again
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis snapshot_report.html
	@find ibtui tests bench faults tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# ---------------------------------------------------------------- what the commands above stand on

# The first Python that is new enough and can make a virtual environment.
$(HAS_VENV):
	@old=; bare=; for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		command -v $$python >/dev/null 2>&1 || continue; \
		if ! $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			old=$$($$python -V 2>&1); continue; fi; \
		if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then bare=$$python; continue; fi; \
		echo "ibtui: eenmalig klaarzetten met $$($$python -V 2>&1). Dit duurt even."; \
		$$python -m venv --clear $(VENV) && touch $@ && exit 0; exit 1; \
	done; \
	if [ -n "$$bare" ]; then \
		echo "ibtui: $$bare kan geen eigen omgeving maken. Installeer het pakket python3-venv en typ de opdracht nog eens." >&2; \
	elif [ -n "$$old" ]; then \
		echo "ibtui: hier staat $$old. Nodig is Python 3.11 of nieuwer. Installeer die en typ de opdracht nog eens." >&2; \
	else \
		echo "ibtui: Python is niet gevonden. Installeer Python 3.11 of nieuwer en typ de opdracht nog eens." >&2; \
	fi; exit 1

# The project itself goes in as a link to this checkout, so a change in the code is there at once.
$(HAS_RUN): requirements.lock pyproject.toml | $(HAS_VENV)
	@rm -f $@
	@{ $(PIP) --require-hashes -r requirements.lock && $(PIP) --no-deps --no-build-isolation -e . ; } || { \
		echo "ibtui: het installeren is niet gelukt. Kijk of er internet is en typ de opdracht nog eens." >&2; exit 1; }
	@touch $@

$(HAS_DEV): requirements-dev.lock $(HAS_RUN)
	@rm -f $@
	@$(PIP) --require-hashes -r requirements-dev.lock || { \
		echo "ibtui: het installeren is niet gelukt. Kijk of er internet is en typ de opdracht nog eens." >&2; exit 1; }
	@touch $@
