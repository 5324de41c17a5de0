# bench-stats. `make demo` and `make test` work on a fresh Debian machine that has Swift.
SHELL := /bin/bash
PREFIX ?= /usr/local
PACKAGES := libopenblas-dev liblapacke-dev libcmark-gfm-dev libcmark-gfm-extensions-dev \
	libboost-math-dev zlib1g-dev libzstd-dev libcurl4-openssl-dev pkg-config
FORMATTED := Package.swift Sources Tests Examples Benchmarks Fuzz/Package.swift Fuzz/Sources
FUZZ_MINUTES := 10
VENV := .build/test-venv
# With Swift's libraries inside, the command starts several milliseconds sooner. The same for every
# target: other options would build everything anew.
BUILD := swift build -c release --product bench-stats --static-swift-stdlib
COMMAND = "$$(swift build -c release --show-bin-path)/bench-stats"

.PHONY: setup demo test test-model bench fuzz format lint docs notebooks install clean python

# setup: install what a fresh Debian machine lacks (apt packages; Swift itself is assumed)
setup:
	@scripts/setup.sh $(PACKAGES)

# demo: set up, build, and report on Fixtures/; prints what it does and where the report is
demo: setup
	$(BUILD)
	@scripts/demo.sh $(COMMAND)

# python: the virtual environment of the tests (JSON Schema validator, notebook runner)
python: setup
	@scripts/python.sh $(VENV) Tests/requirements.txt

# test: set up, build, run every test
test: python
	BENCH_STATS_PYTHON="$(CURDIR)/$(VENV)/bin/python" swift test

# test-model: the tests that need a real model; sets up the server of ../shared, and is skipped
# where that is not there
test-model: setup
	@scripts/test-model.sh .build/model-server

# bench: time loading and the main jobs beside their peers; writes Benchmarks/RESULTS.md
# (Benchmarks/bench.py --help: parts, rows, runs)
bench: setup
	$(BUILD)
	swift build -c release --product load-table --static-swift-stdlib
	@scripts/python.sh .build/bench-venv Benchmarks/requirements.txt
	.build/bench-venv/bin/python Benchmarks/bench.py --command $(COMMAND) \
		--load-table "$$(swift build -c release --show-bin-path)/load-table" \
		--output Benchmarks/RESULTS.md

# fuzz: read broken texts for FUZZ_MINUTES (10): half of the time under the address sanitizer, half
# with traps for undefined behaviour of the C kernels. What broke stands in Fuzz/.build/fuzz-input;
# `Fuzz --input FILE` reads it again
FUZZ := swift build --package-path Fuzz -c release -Xswiftc -enable-testing
fuzz: setup
	$(FUZZ) --sanitize=address --scratch-path Fuzz/.build/address
	$(FUZZ) -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined \
		--scratch-path Fuzz/.build/undefined
	cd Fuzz/.build && ASAN_OPTIONS=hard_rss_limit_mb=4096 \
		address/release/Fuzz $$(($(FUZZ_MINUTES) * 30))
	cd Fuzz/.build && ulimit -v 8388608 && undefined/release/Fuzz $$(($(FUZZ_MINUTES) * 30))

# format: bring the sources into the form that lint asks for
format:
	swift format format --in-place --recursive $(FORMATTED)

# lint: check the form of the sources
lint:
	swift format lint --strict --recursive $(FORMATTED)

# docs: the API reference as a static site, in .build/docs
docs: setup
	@scripts/docs.sh .build/docs

# notebooks: write again the notebook that is kept for Fixtures/
notebooks: setup
	$(BUILD)
	$(COMMAND) export Fixtures/chat-models --output notebooks-export/chat-models

# install: the command, with Swift's libraries in it, to PREFIX/bin
install: setup
	$(BUILD)
	install -D $(COMMAND) "$(DESTDIR)$(PREFIX)/bin/bench-stats"

# clean: remove what was built
clean:
	rm -rf .build Fuzz/.build out
