# Wend: make shows the targets.

GOLANGCI_VERSION := v2.15.0
DEPS := $(CURDIR)/.deps
LINT := $(DEPS)/bin/golangci-lint-$(GOLANGCI_VERSION)
# The ClickHouse that judges our numbers. The tests reach it through an entry of
# the library that is not documented, so the version is exact.
CHDB := @chdb/lib-linux-x64-gnu
CHDB_VERSION := 26.7.3-stable.1
# npm writes this file when it has installed what the user interface is made of.
WEB_DEPS := web/node_modules/.package-lock.json
WEB_SOURCES := $(shell find web/src web/public web/build -type f) $(wildcard web/*.html web/*.json web/*.ts web/*.cjs)
CLIENT := web/src/api/generated
SCHEMAS := journey segments persona lifecycle touchpoints channels calendars mapping

# DuckDB's Arrow interface is behind this tag, everywhere.
export GOFLAGS := -tags=duckdb_arrow
export CGO_ENABLED := 1

.DEFAULT_GOAL := help
.PHONY: help build web demo test check lint gen fmt deps bench soak clean

help: ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: web ## build bin/wend
	go build -trimpath -o bin/wend ./cmd/wend

web: web/dist/index.html ## build the user interface, which the binary carries (needs Node 20)

web/dist/index.html: $(WEB_DEPS) $(WEB_SOURCES)
	npm --prefix web run --silent build -- --logLevel=warn

$(WEB_DEPS): web/package-lock.json
	npm --prefix web ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

demo: build ## simulate an outdoor shop, import its events, print the scorecard
	bin/wend demo

test: deps build ## run every test
	go test ./...
	npm --prefix web test
	npm --prefix web run e2e

check: lint gen ## what CI runs: lint, generate and compare, build, test
	git diff --exit-code
	$(MAKE) build
	$(MAKE) test

lint: $(LINT) $(WEB_DEPS) ## look for mistakes
	$(LINT) run ./...
	npm --prefix web run lint

gen: build ## write what is made from the code: docs/schema, docs/openapi.json and its client, the picture of the README
	@mkdir -p docs/schema docs/guide
	@for kind in $(SCHEMAS); do bin/wend journey schema $$kind > docs/schema/$$kind.schema.json || exit 1; done
	@bin/wend openapi > docs/openapi.json
	@rm -rf $(DEPS)/was && mkdir -p $(DEPS) && cp -Rp $(CLIENT) $(DEPS)/was
	@npm --prefix web run --silent gen > /dev/null
	@cd $(CLIENT) && for f in *; do ! cmp -s $$f $(DEPS)/was/$$f || cp -p $(DEPS)/was/$$f $$f; done # what is the same is not built again
	@rm -rf $(DEPS)/gen && bin/wend sim --data $(DEPS)/gen --start 2026-01-01 --days 90 --customers 5000 > /dev/null
	@bin/wend journey render internal/sim/shop/buy-online.yaml --data $(DEPS)/gen --as-of 2026-04-01 --out docs/guide/map.svg > /dev/null
	@rm -rf $(DEPS)/gen

fmt: $(LINT) $(WEB_DEPS) ## format the code
	$(LINT) fmt ./...
	npm --prefix web run format

deps: ## fetch what the tests need
	go mod download
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { echo "installing Chromium, which the tests of screens and drawings need"; \
		$$(test "$$(id -u)" = 0 || echo sudo) sh -c 'apt-get update -qq && \
			(apt-get install -y -qq --no-install-recommends chromium-headless-shell || apt-get install -y -qq --no-install-recommends chromium) && \
			apt-get install -y -qq --no-install-recommends fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji'; }
	@grep -qs '"version": "$(CHDB_VERSION)"' $(DEPS)/clickhouse/node_modules/$(CHDB)/package.json || { echo "fetching ClickHouse, which judges the tests (0.2 GB)"; \
		npm install --prefix $(DEPS)/clickhouse --no-save --no-audit --no-fund --ignore-scripts --loglevel=error $(CHDB)@$(CHDB_VERSION); }

bench: deps build ## measure, beside what people would use instead, into bench/REPORT.md
	go run ./bench

soak: deps ## kill the event log 2,000 times, look for races, fuzz each target for a minute
	go test -race ./internal/understand/...
	WEND_KILLS=2000 go test -timeout 2h -run 'TestKilled' ./internal/store/eventlog/local
	@grep -rEo '^func Fuzz[A-Za-z]+' --include='*_test.go' internal | while IFS=: read -r file target; do \
		go test -run '^$$' -fuzz "^$${target#func }$$" -fuzztime 1m "./$$(dirname $$file)" || exit 1; done

clean: ## remove what was built and fetched
	rm -rf bin $(DEPS) demo-data web/node_modules
	find web/dist -mindepth 1 ! -name .gitkeep -delete

$(LINT):
	mkdir -p $(DEPS)/bin
	GOFLAGS= GOBIN=$(DEPS)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	mv $(DEPS)/bin/golangci-lint $@
