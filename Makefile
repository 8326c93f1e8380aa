# The verbs of the house. Everything also works by hand: these are the commands, with a JDK 25 found for you.

export JAVA_HOME := $(shell . .mvn/find-jdk.sh; find_jdk; echo "$$jdk")
MVN := $(shell command -v mvn || echo ./mvnw) -B -ntp

PREFIX ?= /usr/local

.PHONY: help build install test check fmt lint bench learn slow docs cli pictures clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 8

build: ## compile and package everything, no lint, no tests
	$(MVN) -q -Dquick -DskipTests package

install: ## install the command: make install PREFIX=DIR (default: /usr/local); runs without Maven; CLUSTER=1 for --cluster
	.mvn/install "$(abspath $(PREFIX))" "$(DESTDIR)" "$(CLUSTER)"

test: ## the tests of every build, no lint
	$(MVN) -Dquick verify

check: ## exactly what CI runs: format, lint, tests, learning tests, two users' programs, a training run
	.ci/run

fmt: ## format every source
	$(MVN) -q -Psimulators -pl '!ascent-bom' spotless:apply

lint: ## every finding of javac, Error Prone and NullAway, failing on none
	$(MVN) -q -DskipTests -Dspotless.check.skip -Dlint.werror=-g clean package

bench: ## the speed page of bench/results (half a minute; see bench/run for more)
	bench/run speed

learn: ## the learning page of bench/results: the presets, ten seeds each
	bench/run learning

slow: ## every test there is
	$(MVN) -Dquick verify -Pslow

docs: ## the Javadoc, into target/reports/apidocs; fetches Apache Spark (220 MB, the first time)
	$(MVN) -q -Dquick -DskipTests -pl ascent-core,ascent-envs,ascent-box2d,ascent-study,ascent-lab,ascent-sb3,ascent-spark -am package javadoc:aggregate

cli: ## regenerate docs/cli.md and the tables of docs/algorithms
	$(MVN) -q -Dquick -pl ascent-cli -am verify -Dtest=HelpTest,AlgorithmDocsTest -Dsurefire.failIfNoSpecifiedTests=false -Dascent.docs.write=true

pictures: ## regenerate the pictures of docs/envs
	$(MVN) -q -Dquick -pl ascent-cli -am verify -Dtest=EnvPicturesTest -Dsurefire.failIfNoSpecifiedTests=false -Dascent.docs.write=true

clean: ## forget what was built
	$(MVN) -q clean
