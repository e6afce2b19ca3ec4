# Everything needs only Python >= 3.11 with its venv module, and make.
#   make run     start the whole service on this machine (PORT=8001 make run for another port)
#   make test    run the suite            (make test ARGS="tests/unit -x" for a part of it)
#   make check   lint, format, types, templates, imports, architecture guards
#   make bench   measure; the last line printed is one JSON object
#   make migration M="what it does"   an empty migration at the end of the chain
#   make walls   write migrations/walls.txt anew after a migration was added
#   make lock    resolve the dependencies in pyproject.toml again into requirements/*.txt

.POSIX:
.PHONY: run test check bench migration walls lock format venv-local venv-dev

# Where it is set, every process compiles every module again: ten seconds of a start.
unexport PYTHONDONTWRITEBYTECODE

PY = .venv/bin/python
INSTALL = sh requirements/install.sh
LOCK = .venv/bin/uv pip compile --quiet --upgrade --generate-hashes --universal \
	--python-version 3.11 --no-emit-index-url --no-emit-find-links --no-annotate --no-header
# Three for two cores: the browser and the workers under test make their test wait.
TEST_WORKERS ?= 3
ARGS ?=

run: venv-local
	@$(PY) -m webapp.local

test: venv-dev
	@$(PY) -m pytest -n $(TEST_WORKERS) --dist worksteal $(ARGS)

check: venv-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m djlint --quiet --lint webapp
	@.venv/bin/lint-imports --no-logo --no-cache
	@$(PY) -m pytest -q tests/architecture

bench: venv-dev
	@$(PY) -m tests.benchmarks

migration: venv-dev
	@.venv/bin/alembic -c migrations/alembic.ini revision -m "$(M)"

walls: venv-dev
	@$(PY) -m tests.walls

format: venv-dev
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

lock: venv-dev
	$(LOCK) --group bootstrap -o requirements/bootstrap.txt
	$(LOCK) pyproject.toml -o requirements/base.txt
	$(LOCK) pyproject.toml --group local -c requirements/base.txt -o requirements/local.txt
	$(LOCK) pyproject.toml --group dev -c requirements/local.txt -o requirements/dev.txt
	$(LOCK) --group htmx --no-deps -o requirements/htmx.txt

# Both end at once when what is installed is what the lists ask for.
venv-local:
	@$(INSTALL) local
venv-dev:
	@$(INSTALL) dev
