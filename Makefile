# Chores live in tools/dev.py, so that they run where there is no make: python tools/dev.py demo
PYTHON ?= python3

.PHONY: setup demo test lint types words wheel lock clean
setup demo test lint types words wheel lock:
	@$(PYTHON) tools/dev.py $@

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
