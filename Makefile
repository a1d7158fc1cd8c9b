# Everything runs in .venv/, which is made when first needed: Python 3.11+, git and make are enough.

PYTHON ?= python3

# The recipes read these from the environment ("$$SCENARIO"), so any spaces and quotes in them survive.
export SCENARIO PROCEDURE TEMPLATES ASSESSMENT ANSWER_BY FROM TO ONLY RUNS RELEASE FOR VERSION BASE OTHER

.DEFAULT_GOAL := help
.PHONY: help tender redline from-given questionnaire scenario-given check audit test bench fuzz load walks kills campaign compare mutants docs changelog pins \
    bundle clean
# Installing for one target must not race with installing for another.
.NOTPARALLEL:

# One stamp per set of pins, written last. Its name is a checksum of all the installation depends on: new pins, a
# moved checkout, another Python or an interrupted installation all mean that the stamp is absent, and .venv/ is
# made afresh.
fingerprint = $(shell { $(PYTHON) -V; pwd; cat pyproject.toml .requirements/$(1).txt; } 2>&1 | cksum | cut -d ' ' -f 1)
RUNTIME := .venv/.runtime-$(call fingerprint,runtime)
DEV := .venv/.dev-$(call fingerprint,dev)
BENCH := .venv/.bench-$(call fingerprint,bench)

help: ## Show this list
	@echo 'ddtender: tender and contract documents from a clause library'
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F '|' '{ printf "  make %-13s %s\n", $$1, $$2 }'
	@echo
	@echo 'Examples:'
	@echo '  make tender SCENARIO=high'
	@echo '  make tender SCENARIO=high PROCEDURE=scenarios/procedures/laptops.yaml'
	@echo
	@echo 'Options of make tender: PROCEDURE=FILE, TEMPLATES=DIR, FINAL=1, NOTES=0, EXPORT=1, REPLACE=1, ASSESSMENT=build/market/assessment.json'

tender: scenario-given $(RUNTIME) ## Write the Word documents of a scenario to build/ (needs SCENARIO=...)
	@.venv/bin/ddtender build $${SCENARIO:+--scenario "$$SCENARIO"} $${ASSESSMENT:+--scenario-from "$$ASSESSMENT"} \
	    $${PROCEDURE:+--procedure "$$PROCEDURE"} \
	    $${TEMPLATES:+--templates "$$TEMPLATES"} \
	    $(if $(filter 1,$(FINAL)),--final) $(if $(filter 0,$(NOTES)),--no-notes) $(if $(filter 1,$(REPLACE)),--replace)
	@$(if $(filter 1,$(EXPORT)),.venv/bin/ddtender export $${SCENARIO:+--scenario "$$SCENARIO"} $${ASSESSMENT:+--scenario-from "$$ASSESSMENT"} \
	    $${PROCEDURE:+--procedure "$$PROCEDURE"} $${TEMPLATES:+--templates "$$TEMPLATES"} \
	    $(if $(filter 1,$(FINAL)),--final) $(if $(filter 1,$(REPLACE)),--replace))

redline: from-given scenario-given $(RUNTIME) ## Write what has changed as tracked changes to build/redline/ (FROM=REV SCENARIO=...)
	@.venv/bin/ddtender redline --from "$$FROM" $${TO:+--to "$$TO"} --scenario "$$SCENARIO" \
	    $${PROCEDURE:+--procedure "$$PROCEDURE"} $${TEMPLATES:+--templates "$$TEMPLATES"} \
	    $(if $(filter 1,$(REPLACE)),--replace)

questionnaire: $(RUNTIME) ## Write the form that suppliers fill in before the tender to build/market/
	@.venv/bin/ddtender questionnaire $${PROCEDURE:+--procedure "$$PROCEDURE"} $${ANSWER_BY:+--answer-by "$$ANSWER_BY"} \
	    $(if $(filter 1,$(REPLACE)),--replace)

# Asked before anything is installed.
from-given:
	@test -n "$$FROM" || { echo 'Since when? For example: make redline FROM=v1.0.0 SCENARIO=high' >&2; exit 2; }

scenario-given:
	@test -n "$$SCENARIO$$ASSESSMENT" || { \
	    echo 'Which scenario? For example: make tender SCENARIO=high' >&2; \
	    echo 'There are: $(basename $(notdir $(wildcard scenarios/*.yaml)))' >&2; \
	    exit 2; }

check: $(DEV) ## Check the clause library, then the code
	.venv/bin/ddtender check
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/basedpyright
	.venv/bin/lint-imports

audit: $(DEV) ## Look for unsafe code, and for known faults of the libraries (asks the net)
	.venv/bin/bandit --quiet --recursive --configfile pyproject.toml ddtender
	.venv/bin/python -m tests.audit

# "worksteal": neighbours share what they set up, and nobody is idle while the other has tests left.
# Compiled first, for the many processes that tests start: the environment may forbid them to keep what they compile.
test: $(DEV) ## Run the tests, in two processes
	.venv/bin/python -m compileall -q ddtender tests
	.venv/bin/pytest --numprocesses 2 --dist worksteal

bench: $(BENCH) ## Measure against what people would use instead (ONLY=row, RUNS=n, QUICK=1)
	@.venv/bin/python -m tests.bench $${ONLY:+--only "$$ONLY"} $${RUNS:+--runs "$$RUNS"} $(if $(filter 1,$(QUICK)),--quick)

fuzz: $(DEV) ## Read mutated files, thousands of each kind (CASES=of each, SECONDS=at most, SEED=)
	.venv/bin/python -m tests.fuzz --cases $(or $(CASES),2000) --seconds $(or $(SECONDS),3600) --seed $(or $(SEED),1)

load: $(DEV) ## Let many people look at the page at once (PEOPLE=50, SECONDS=60)
	.venv/bin/python -m tests.load --people $(or $(PEOPLE),50) --seconds $(or $(SECONDS),60)

walks: $(DEV) ## Do the worked procurements on the page in Chromium, hold them against commands (ONLY=name, LANG_OF_PAGE=nl, SHOTS=dir)
	.venv/bin/python -m tests.cases.by_page $(ONLY) $(if $(LANG_OF_PAGE),--language $(LANG_OF_PAGE)) $(if $(SHOTS),--shots $(SHOTS))

kills: $(DEV) ## Kill the page in the middle of every request and every job (KILLS=5: so often for each; all: before each change)
	KILLS=$(or $(KILLS),5) .venv/bin/pytest --quiet -rP tests/web/test_killed*.py

# All parts run, whatever an earlier one found. The tests with properties have fresh examples in every round, and more of
# them where they do not say how many they need; at last come all the cases of which a run tries some.
campaign: $(DEV) ## Read 100,000 mutated files, then try properties on fresh examples (CASES=in all, SECONDS=, SEED=, JOBS=, ROUNDS=)
	@failed=0; \
	.venv/bin/python -m tests.fuzz --in-all $(or $(CASES),100000) --seconds $(or $(SECONDS),86400) $(if $(SEED),--seed $(SEED)) \
	    $(if $(JOBS),--jobs $(JOBS)) || failed=1; \
	for round in $$(seq $(or $(ROUNDS),3)); do \
	    .venv/bin/pytest --quiet -m hypothesis --hypothesis-profile=search --numprocesses $(or $(JOBS),2) --dist worksteal || failed=1; \
	done; \
	.venv/bin/pytest --quiet -m 'not hypothesis' --hypothesis-profile=search --numprocesses $(or $(JOBS),2) --dist worksteal || failed=1; \
	exit $$failed

# Of two commits, or of one and what lies here; it goes on where it was stopped.
compare: $(DEV) ## Read and build altered workspaces with two commits, tell what differs (BASE=REV, OTHER=REV, CASES=3000, SECONDS=)
	@test -n "$$BASE" || { echo 'Compared with what? For example: make compare BASE=v1.0.0' >&2; exit 2; }
	.venv/bin/python -m tests.compared "$$BASE" $${OTHER:+--other "$$OTHER"} --cases $(or $(CASES),3000) $(if $(SECONDS),--seconds $(SECONDS))

mutants: $(DEV) ## Make small mistakes in the checks, list those that no test notices (ONLY=file, SECONDS=, then it goes on)
	.venv/bin/python -m tests.mutants $(ONLY) $(if $(SECONDS),--seconds $(SECONDS))
	.venv/bin/python -m tests.mutants $(ONLY) $(if $(SECONDS),--seconds $(SECONDS)) --survivors --alike 1000

docs: $(RUNTIME) ## Write docs/codes.md, the list of diagnostics, from the rules
	@.venv/bin/python -m tests.codes
	@.venv/bin/ddtender explain --markdown > docs/codes.md.tmp || { rm -f docs/codes.md.tmp; exit 1; }
	@mv docs/codes.md.tmp docs/codes.md

changelog: $(DEV) ## Show what docs/changes/ says (RELEASE=1.1.0: move it into CHANGELOG.md)
	@.venv/bin/towncrier build $(if $(RELEASE),--yes --version "$$RELEASE",--draft --version 'Not released yet')

# dev.txt is constrained by runtime.txt: what is tested is what users install.
PIN = .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header \
    --group build $(if $(filter 1,$(UPGRADE)),--upgrade)
pins: $(DEV) ## Write .requirements/ anew from pyproject.toml (UPGRADE=1: newest versions)
	$(PIN) --output-file .requirements/runtime.txt
	$(PIN) --extra team --constraint .requirements/runtime.txt --output-file .requirements/page.txt
	$(PIN) --extra team --group dev --constraint .requirements/page.txt --output-file .requirements/dev.txt
	.venv/bin/uv pip compile --group pyproject.toml:bench --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header $(if $(filter 1,$(UPGRADE)),--upgrade) --constraint .requirements/runtime.txt \
	    --output-file .requirements/bench.txt
	.venv/bin/uv pip compile --group pyproject.toml:audit --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header $(if $(filter 1,$(UPGRADE)),--upgrade) --constraint .requirements/runtime.txt \
	    --output-file .requirements/audit.txt

bundle: $(RUNTIME) ## Make a folder for machines without a net (FOR=win_amd64 VERSION=3.12) in build/bundle
	@.venv/bin/python -m ensurepip > /dev/null
	@rm -rf build/bundle; .venv/bin/python .packaging/bundle.py build/bundle \
	    $(if $(FOR),--platform "$$FOR") $(if $(VERSION),--python "$$VERSION"); made=$$?; $(NO_INSTALLERS); exit $$made

clean: ## Remove build/ and .venv/
	rm -rf build .venv

# dev.txt holds all of runtime.txt, so an installation for development serves both.
$(RUNTIME): pins_file := .requirements/runtime.txt
$(RUNTIME): stamps := $(RUNTIME)
$(DEV): pins_file := .requirements/dev.txt
$(DEV): stamps := $(RUNTIME) $(DEV)
# Errors only: users can do nothing about warnings.
PIP = .venv/bin/python -m pip --disable-pip-version-check --quiet --quiet
PIP_INSTALL = $(PIP) install
# Python brings them along in the version of its own day, which nobody pins or mends; nothing needs them afterwards.
NO_INSTALLERS = $(PIP) uninstall --yes setuptools pip
$(RUNTIME) $(DEV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo 'ddtender needs Python 3.11 or newer, but $(PYTHON) is:' "$$($(PYTHON) -V 2>&1)" >&2; \
	    echo 'Name another one like this: make PYTHON=python3.12 ...' >&2; \
	    exit 2; }
	@echo 'Installing ddtender into .venv (once) …' >&2
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(PIP_INSTALL) --require-hashes -r $(pins_file)
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@$(NO_INSTALLERS)
	@touch $(stamps)
# Beside the rest: only the benchmark needs it, and the wheel is large.
$(BENCH): $(DEV)
	@.venv/bin/python -m ensurepip > /dev/null
	@$(PIP_INSTALL) --require-hashes -r .requirements/bench.txt
	@$(NO_INSTALLERS)
	@touch $@
