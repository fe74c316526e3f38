# Everything from a bare clone: Python >= 3.11, venv and make are enough.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= var
WORKERS ?= 2

export GUIDE_DATA := $(abspath $(DATA))
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --no-input \
	--root-user-action=ignore --disable-pip-version-check --require-hashes
NEW_ENOUGH := $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "Il faut Python 3.11 ou plus récent : make $(or $(MAKECMDGOALS),run) PYTHON=python3.12" >&2; exit 1; }

# Without a target: what there is.
.DEFAULT_GOAL := help

.PHONY: help coverage run test bench peers lighthouse validity engines browsers observatory faults fuzz leaks mutations cuts desk sheets calendars chains smoke lint lock clean sbom audit attack

run: .venv/run.stamp ## serve the guide on HOST and PORT, all state under DATA
	@exec $(BIN)/python -m guide_portal.serving.launcher --host $(HOST) --port $(PORT) --workers $(WORKERS)

test: .venv/dev.stamp ## the whole test suite
	$(BIN)/python -m pytest -n 2 --durations 20

coverage: .venv/dev.stamp ## branch coverage of the suite, with a floor per room
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --ignore tests/browser
	$(BIN)/coverage combine --quiet
	$(BIN)/python -m bench.quality.coverage

bench: .venv/dev.stamp $(DATA)/secret-key ## the benchmarks, as ratios within one run
	$(BIN)/python manage.py prepare
	$(BIN)/python -m bench.search.relevance --peers
	$(BIN)/python -m bench.speed.search 65 10000
	$(BIN)/python -m bench.speed.fragments
	$(BIN)/python -m bench.robustness.addresses 10000
	$(BIN)/python -m bench.speed.serving
	$(BIN)/python -m bench.speed.growth
	$(BIN)/python -m bench.speed.start
	$(BIN)/python -m bench.speed.first_text

# What the bench of pages compares with when it is there.
peers: var/peers/bin/wagtail ## what the bench of pages compares with
var/peers/bin/wagtail:
	$(PYTHON) -m venv var/peers
	var/peers/bin/python -m pip install --quiet "wagtail>=8,<9" granian \
		"mkdocs-material>=9,<10"

# Each kind of page by Lighthouse (Node, npm, Chromium), by the W3C's validator (Java
# too); every address by Mozilla's Observatory (nginx too).
lighthouse: .venv/dev.stamp var/npm/node_modules/lighthouse ## each kind of page by Lighthouse
	$(BIN)/python -m bench.quality.lighthouse

validity: .venv/dev.stamp var/npm/node_modules/vnu-jar ## every page by the W3C's validator
	$(BIN)/python -m bench.quality.validity var/npm/node_modules/vnu-jar/build/dist/vnu.jar

ENGINES := html_codesniffer accessibility-checker-engine vnu-jar html-validate
engines: .venv/dev.stamp $(ENGINES:%=var/npm/node_modules/%) ## every page by engines other than axe (SHORT=1: a sample)
	$(BIN)/python -m bench.quality.engines var/npm/node_modules $(if $(SHORT),0/20,0/1)

browsers: .venv/dev.stamp var/npm/node_modules/@mdn/browser-compat-data ## what browsers know of what we use, renewed from MDN
	$(BIN)/python -m bench.quality.browsers var/npm/node_modules/@mdn/browser-compat-data/data.json

observatory: .venv/dev.stamp var/npm/node_modules/@mdn/mdn-http-observatory ## every address by Mozilla's Observatory
	$(BIN)/python -m bench.quality.observatory

calendars: .venv/dev.stamp var/npm/node_modules/ical.js var/npm/node_modules/node-ical ## every event by the readers of other programs
	$(BIN)/python manage.py prepare
	$(BIN)/python -m bench.quality.calendars var/npm/node_modules

var/npm/node_modules/%:
	npm install --silent --no-fund --no-audit --ignore-scripts --prefix var/npm $*

QUICK := gone locked torn_snapshot disk_full slow_clients huge_bodies stopped

# Long loops, resumed where they were stopped but for the first; SHORT=1: a sample.
faults: .venv/dev.stamp ## readers while things break (SHORT=1: a sample)
	$(BIN)/python -m bench.robustness.faults $(if $(SHORT),2 $(QUICK),90)

fuzz: .venv/dev.stamp ## random requests
	$(BIN)/python -m bench.robustness.fuzz $(if $(SHORT),1500,100000)

sheets: .venv/dev.stamp $(DATA)/secret-key ## walks over a feuille de route, mangled short links
	$(BIN)/python manage.py prepare
	$(BIN)/python -m bench.robustness.sheets $(if $(SHORT),300 5000,10000 100000)

chains: .venv/dev.stamp $(DATA)/secret-key ## every answer to every chain of tables
	$(BIN)/python manage.py prepare
	$(BIN)/python -m bench.quality.chains

leaks: .venv/dev.stamp ## what leaves the code checker, scripts lost (SHORT=1: a sample)
	$(BIN)/python -m bench.quality.leaks $(if $(SHORT),4,200)

mutations: .venv/dev.stamp $(DATA)/secret-key ## spoiled files of the guide
	$(BIN)/python -m bench.robustness.mutations $(if $(SHORT),3000,1000000)

cuts: .venv/dev.stamp ## power cuts (root)
	$(BIN)/python -m bench.robustness.power_cuts $(if $(SHORT),3,300)

# Acts at the desk in orders nobody thought of; 600 publications by three people at once.
desk: .venv/dev.stamp ## sequences of acts at the desk, three people at once
	$(BIN)/python -m bench.desk.sequences $(if $(SHORT),100,5000) sqlite
	$(BIN)/python -m bench.desk.sequences $(if $(SHORT),50,2000) postgresql
	$(BIN)/python -m bench.desk.race $(if $(SHORT),30,600) sqlite
	$(BIN)/python -m bench.desk.race $(if $(SHORT),30,600) postgresql

# What a site in service must answer: make smoke ADDRESS=https://…
smoke: .venv/run.stamp ## what a site in service must answer (ADDRESS=https://…)
	$(BIN)/python -m bench.quality.smoke $(ADDRESS)

lint: .venv/dev.stamp $(DATA)/secret-key ## format, style, imports, templates, types, the guide's files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy
	$(BIN)/python manage.py load_guide --check --verbosity 0

lock: .venv/dev.stamp ## the locked requirements, renewed
	uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-header pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-header --extra dev pyproject.toml -o requirements-dev.txt
	mkdir -p var/django6
	sed 's/django>=5.2,<5.3/django>=6.1,<6.2/' pyproject.toml > var/django6/pyproject.toml
	uv pip compile -q --universal --python-version 3.12 --generate-hashes \
		--no-header --no-annotate --extra dev var/django6/pyproject.toml -o requirements-django6.txt

# Kept apart from what serves: an inventory, and what is known against it.
var/tools/bin/cyclonedx-py var/tools/bin/pip-audit:
	@$(PYTHON) -m venv var/tools
	@var/tools/bin/python -m pip install --quiet --quiet --disable-pip-version-check \
		"cyclonedx-bom>=7,<8" "pip-audit>=2.10,<3"

sbom: var/tools/bin/cyclonedx-py ## the inventory of what is installed, CycloneDX, in var/sbom.json
	var/tools/bin/cyclonedx-py requirements requirements.txt --of JSON -o var/sbom.json

audit: var/tools/bin/pip-audit ## what advisory databases know against the locked versions
	var/tools/bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip

attack: .venv/dev.stamp ## one hostile machine against the server, readers on new connections
	$(BIN)/python -m bench.attack $(ONLY)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 14

$(DATA)/secret-key: .venv/run.stamp FORCE
	@$(BIN)/python -m guide_portal.serving.launcher --key

.PHONY: FORCE
FORCE:

clean: ## the virtual environment, removed
	rm -rf .venv

.venv/run.stamp: requirements.txt
	@$(NEW_ENOUGH)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements.txt requirements-dev.txt
	@$(NEW_ENOUGH)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) -r requirements-dev.txt
	@$(if $(wildcard .git),$(BIN)/pre-commit install >/dev/null 2>&1 || echo "pre-commit : crochet non installé")
	@touch $@ .venv/run.stamp
