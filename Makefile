# The words of the workflow, the same for people and for CI. Each sets up what it needs.
.PHONY: demo run test lint types quality words train bench lock clean help
PYTHON ?= python3
VENV := .venv
TRAIN := .venv-train
DATA ?= ../shared/data
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help:  ## these words
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/run.stamp: requirements/run.txt requirements/build.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --require-hashes -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	touch $@

demo: $(VENV)/run.stamp  ## the whole main job against an invented newsroom on this machine
	$(BIN)/mediawatch demo --out demo-out

run: $(VENV)/run.stamp  ## poll and send digests until stopped
	$(BIN)/mediawatch run

test: $(VENV)/dev.stamp  ## all tests
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/dev.stamp  ## style, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(VENV)/dev.stamp  ## mypy, strict
	$(BIN)/mypy

quality: $(VENV)/dev.stamp  ## language quality against pinned floors
	$(BIN)/python -m tests.quality

words: $(VENV)/dev.stamp  ## the messages of the pages into the nynorsk catalogue
	$(BIN)/python -m tests.web.words

$(TRAIN)/train.stamp: requirements/train.txt
	test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/train.txt
	touch $@

train: $(TRAIN)/train.stamp  ## the language models anew from DATA, the same every time (a quarter of an hour)
	for step in entity_names.py "word_clusters.py $(DATA)" "entities.py $(DATA)" "encoder.py $(DATA)" \
		"tone_weights.py $(DATA)" "heads.py $(DATA)" speakers.py; do \
		PYTHONPATH=. PYTHONHASHSEED=0 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(TRAIN)/bin/python training/$$step || exit 1; \
	done

bench: $(VENV)/dev.stamp  ## speed side by side with peers, written to docs/benchmarks.md
	$(BIN)/python benchmarks/bench.py

lock:  ## rewrite the pinned requirement files (needs uv)
	requirements/lock.sh

clean:  ## remove what was built
	rm -rf $(VENV) $(TRAIN) dist build demo-out .mypy_cache .ruff_cache .pytest_cache
