# The project's commands. `make site` and `make test` are all that a fresh clone needs.
.DEFAULT_GOAL := site
.PHONY: site serve test test-all cover check validate fix golden bench clean
# Python keeps what it has compiled, pytest its rewritten tests: half of the time to the first test.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin

site: .venv/.installed
	@$(BIN)/glossator build
	@echo "open $(CURDIR)/public/index.html"

serve: .venv/.installed
	@$(BIN)/glossator serve

test: .venv/.tests-installed
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

# The same tests on more examples of every law, and on every pair of width and colours.
test-all: .venv/.tests-installed
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -q -n auto --dist worksteal

cover: .venv/.tests-installed
	@$(BIN)/python -m pytest -q -n auto --dist worksteal --cov --cov-report=term

check: .venv/.tests-installed
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/glossator check --strict

validate: site .venv/.tests-installed
	@npm install --silent --no-save --prefix .cache vnu-jar@26.9.27 @mozilla/readability@0.6.0
	@java -jar .cache/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html public
	@echo "every page is valid"
	@$(BIN)/python tests/reader_view.py public .cache/node_modules/@mozilla/readability/Readability.js
	@echo "reader views show every word and note, and no card"

fix: .venv/.tests-installed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

golden: .venv/.tests-installed
	@$(BIN)/python tests/golden.py

bench: .venv/.tests-installed
	@$(BIN)/python bench/run.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.11"; exit 3; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[search]' || { \
	  echo "the indexer of the search has no version for this system; the site will have no search"; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .; }
	@touch $@

.venv/.tests-installed: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,check]'
	@missing=; \
	command -v chromium-headless-shell >/dev/null || missing=chromium-headless-shell; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	if [ -n "$$missing" ]; then \
	  echo "installing what the tests of pages and books need: $$missing"; \
	  if [ "$$(id -u)" = 0 ]; then as=; else as=sudo; fi; \
	  { $$as apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq $$missing; } || \
	  { command -v chromium && command -v java; } >/dev/null; \
	fi
	@touch $@
