# SPDX-License-Identifier: Apache-2.0
.PHONY: help demo test check bench build setup sanitize crash-test clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: ## the whole way on an invented shop, or on your files: make demo DATA=folder
	@tools/demo/run $(if $(DATA),"$(DATA)")

test: ## sets up, builds and runs all tests
	@tools/test

check: ## what a change must pass: format, generated code, sizes, build, tests
	@tools/setup
	@tools/check

bench: ## one table, ours beside the peers found here: make bench DATA=folder
	@tools/setup
	@tools/bench/run $(if $(DATA),"$(DATA)")

build: ## all programs, optimised
	@tools/setup
	@swift build -c release

setup: ## installs the Debian packages that are missing
	@tools/setup

sanitize: ## the thread sanitizer on Store, Wire and Server
	@tools/setup
	@tools/sanitize

crash-test: ## kill -9 while recording, twenty times
	@tools/setup
	@tools/crash-test

clean: ## removes what was built
	@rm -rf .build
