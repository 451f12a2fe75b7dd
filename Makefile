# `make check` does what CI does. PYTHON is the interpreter of an environment with the dev extra.
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)

.PHONY: help check fix test soak lint types layers lock licences audit snapshots keys

help:  ## Show this
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

check: lint types layers test  ## Everything that CI checks

lint:  ## Formatting and linting
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types:  ## The type checker
	$(PYTHON) -m mypy

layers:  ## The import contracts
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

test:  ## The tests
	$(PYTHON) -m pytest -n auto

soak:  ## The tests of hostile files with all bombs and the whole of the shared corpora
	GAZETTEER_SOAK=1 $(PYTHON) -m pytest tests/hostile

fix:  ## Format, and mend what the linter can mend
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

keys:  ## Write docs/keys.md and the man page anew from the commands
	$(PYTHON) -m tui.commands.document > docs/keys.md
	$(PYTHON) -m tui.cli.manual > docs/gazetteer.1

lock:  ## Choose the versions of all dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock

licences:  ## Write docs/licences.md anew from what is installed
	$(PYTHON) .ci/licences.py

audit:  ## Look for known vulnerabilities of what is locked (needs pip-audit and a connection)
	.ci/audit

snapshots:  ## Take the screen snapshots anew; look at each before committing it
	$(PYTHON) -m pytest tests/tui --snapshot-update
