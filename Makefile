# Spacekeeper's few commands. Each sets up what it needs, in .venv, and nothing outside this folder
# (but for root on Debian: the browser of the page's tests, a Chinese font, and Node).

PYTHON ?= python3
PORT ?= 8800
SEED ?= 1
DATA ?= .spacekeeper
PY := .venv/bin/python
# Python compiles what it imports; all that is never imported need not be.
PIP := PIP_NO_COMPILE=1 $(PY) -m pip --disable-pip-version-check --quiet
# The locks name all there is, so nothing is resolved on the day of the install: a pip before 24 that
# resolves refuses a lock whose packages are asked for with extras, once one of them has a newer release.
# Nor is anything built with what is newest that day: all comes as wheels, but for three packages of
# the tests, which the build lock's setuptools builds.
INSTALL := $(PIP) install --no-deps --require-hashes
WHEELS := --only-binary :all:
BUILT := --no-build-isolation --use-pep517
# More workers than cores: most tests wait for another process. Who is done early takes over from
# the others, so no file with a long test holds up the end.
PYTEST := $(PY) -m pytest -q -n 4 --dist worksteal
# What pytest makes of each file is kept, from one worker to the next and from one run to the next.
unexport PYTHONDONTWRITEBYTECODE
COMPILED := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate
COMPILE := $(COMPILED) pyproject.toml

ifndef TOGETHER
.NOTPARALLEL:
endif
.DELETE_ON_ERROR:
.PHONY: collected ready types demo sandbox test slow coverage fuzz check phrases bench bench-files bench-month bench-names bench-sandbox bench-watch docs pictures texts lock clean machine

demo: .venv/runtime.stamp  ## the bot and a DingTalk in a box, with a page to chat in
	@$(PY) -m sandbox.demo --port $(PORT) --data $(DATA)

sandbox: .venv/runtime.stamp  ## the DingTalk in a box alone, for a bot of your own; SEED=7 for another organisation
	@$(PY) -m sandbox --port $(PORT) --seed $(SEED)

# What is installed comes from three places, so it comes together; and types need one processor, which
# tests leave now and then. What is wrong with types is told after the tests, and fails them.
test:  ## everything that must hold
	@$(MAKE) --no-print-directory --jobs 3 TOGETHER=yes ready
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	@$(MAKE) --no-print-directory types TYPED='bench bot handlers sandbox' >.venv/types.log 2>&1 & types=$$!; \
	$(PYTEST) -m "not slow"; tested=$$?; \
	wait $$types; types=$$?; \
	cat .venv/types.log; \
	[ $$tested = 0 ] && [ $$types = 0 ]

slow: machine .venv/dev.stamp tests/node_modules/.stamp  ## what takes long to try: months, outages, frozen replicas, a demo from nothing
	$(PYTEST) -m slow

coverage: machine .venv/dev.stamp tests/node_modules/.stamp  ## what the tests leave untried; fails below the floor
	$(PYTEST) --cov --cov-report=term

fuzz: .venv/dev.stamp  ## the sandbox's schema fuzz, 500 examples each
	$(PY) -m pytest -q --hypothesis-profile=fuzz --timeout=0 tests/sandbox/test_fuzz.py

ready: machine collected tests/node_modules/.stamp

# Each worker would else work it out for itself; once it is there, it is kept.
collected: .venv/dev.stamp
	@ls tests/__pycache__/conftest.*pytest* >/dev/null 2>&1 || \
		$(PY) -m pytest -q --collect-only >/dev/null 2>&1 || :

check: .venv/dev.stamp  ## format, lint, types, import contracts
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	@$(MAKE) --no-print-directory types

types: .venv/dev.stamp
	$(PY) -m mypy $(TYPED)
	.venv/bin/lint-imports

bench: .venv/runtime.stamp  ## measure; docs/costs.md records the numbers
	@$(PY) -m bench

bench-files: .venv/runtime.stamp  ## what files take: a page, an upload, a walk; ten minutes
	@$(PY) -m bench.files

bench-sandbox: .venv/runtime.stamp  ## what the sandbox itself can do
	@$(PY) -m sandbox.bench

texts: .venv/dev.stamp  ## write anew what comes from the code: catalogue, cards, tables
	@$(PY) -m tests.texts $(ARGS)

phrases: .venv/dev.stamp  ## how many kept sentences are read right; ARGS='--failed seen' names those that are not
	@$(PY) -m tests.phrases.measure $(ARGS)

docs: .venv/dev.stamp  ## the documents as pages, in docs/_build/html; a warning fails
	@$(PY) -m sphinx -W --keep-going -q -b html docs docs/_build/html

pictures: machine .venv/dev.stamp  ## take the documents' pictures anew
	@$(PY) -m docs.pictures

bench-watch: .venv/runtime.stamp  ## what watching costs in calls, and how soon it knows
	@$(PY) -m bench.watch

bench-month: .venv/dev.stamp  ## what a month of questions, watching and alerts costs; ten minutes
	@$(PY) -m bench.month

lock: .venv/dev.stamp  ## write the locks anew; UPGRADE=--upgrade takes newer versions
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	echo setuptools | $(COMPILED) $(UPGRADE) --output-file tests/build.lock -

bench-names: .venv/runtime.stamp  ## how long it takes to find misspelt names among 10,000
	@$(PY) -m bench.names

clean:  ## remove what set-up and tools made; the demo's data stays
	rm -rf .venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf docs/_build tests/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The runtime lock first, by itself and from wheels alone: what tests need besides hides no gap in it.
.venv/dev.stamp: requirements-dev.lock tests/build.lock tests/oldest-pip.lock .venv/runtime.stamp
	@echo "Installing what tests need into .venv …"
	@$(INSTALL) $(WHEELS) -r tests/build.lock
	@$(INSTALL) $(WHEELS) --target .venv/oldest-pip --upgrade -r tests/oldest-pip.lock
	@$(INSTALL) $(BUILT) -r requirements-dev.lock
	@$(PIP) check
	@touch $@

.venv/runtime.stamp: requirements.lock $(PY)
	@echo "Installing what the demo needs into .venv …"
	@$(INSTALL) $(WHEELS) -r requirements.lock
	@$(PIP) check
	@touch $@

# Runs when there is no interpreter, or one that an upgrade of Python has left dangling.
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; if it has another name: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv

# DingTalk's stream library for Node, which one test of the sandbox runs.
tests/node_modules/.stamp: tests/package.json tests/package-lock.json | machine
	@echo "Installing DingTalk's library for Node into tests/node_modules …"
	@cd tests && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# Without the browser and Node their tests could only be skipped, so they are asked for; without
# the font charts are labelled in English. Chromium without a window takes two thirds of the processor.
BROWSER := command -v chromium-headless-shell || command -v chromium
machine:
	@missing=; \
	{ $(BROWSER); } >/dev/null || missing="chromium-headless-shell"; \
	ls /usr/share/fonts/truetype/wqy/wqy-microhei.* >/dev/null 2>&1 || missing="$$missing fonts-wqy-microhei"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing $$missing …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq --no-install-recommends $$missing >/dev/null; \
	fi; \
	{ $(BROWSER); } >/dev/null || { \
		echo "The page's tests need Chromium: install it so that 'chromium-headless-shell' or 'chromium' is on the PATH." >&2; exit 1; }; \
	command -v npm >/dev/null || { \
		echo "The sandbox's tests need Node 18.19 or newer with npm on the PATH." >&2; exit 1; }
