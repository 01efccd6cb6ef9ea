# The two commands a newcomer needs are `make demo` and `make test`; `make` alone lists the rest.
.DEFAULT_GOAL := help
.PHONY: help demo test check fix lock reference clean bench

BOOTSTRAP := python3 config/bootstrap.py
PY := .venv/bin/python

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: ## Build the synthetic book, start the service, make one advisory PDF (ONCE=1: stop after the PDF)
	@$(BOOTSTRAP)
	@$(PY) manage.py demo $(if $(ONCE),--once)

test: ## Run every test that needs no server
	@$(BOOTSTRAP) --dev
	@$(PY) -m pytest -n 2 $(ARGS)

check: ## Run every check and report every failure
	@$(BOOTSTRAP) --dev
	@$(PY) config/check.py

fix: ## Repair what can be repaired by a machine
	@$(BOOTSTRAP) --dev
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet . ; $(PY) manage.py render_reference

bench: ## Print the benchmarks' ratios (see docs/how-to/benchmarks.md)
	@$(BOOTSTRAP) --dev
	@$(PY) -m tests.bench.import_rows ; $(PY) -m tests.bench.profile_build ; $(PY) -m tests.bench.rate_book ; $(PY) -m tests.bench.measure_book ; $(PY) -m tests.bench.effect_book ; $(PY) -m tests.bench.complaint_search

reference: ## Write docs/reference from the registries
	@$(BOOTSTRAP) --dev
	@$(PY) manage.py render_reference

lock: ## Pin every dependency by hash, with no address in the files
	@$(BOOTSTRAP) --dev
	@$(PY) config/lock.py

clean: ## Remove what the commands made: environment, database, files
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis
