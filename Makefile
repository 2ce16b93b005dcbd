# Shortcuts for who works on tieweave; the README's two commands need no make.
.PHONY: test lint types docs format ci

test lint types docs format: .venv/ready

.venv/ready: pyproject.toml plugins/requirements.txt $(wildcard plugins/*/pyproject.toml)
	python3 -m venv .venv
	.venv/bin/python -m pip install -q -e '.[test,lint,docs]' -r plugins/requirements.txt
	touch .venv/ready

test:
	.venv/bin/python -m pytest

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types:
	.venv/bin/mypy

docs:
	.venv/bin/mkdocs build --quiet

format:
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

ci:
	bash .ci/run
