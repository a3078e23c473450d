# Minutebook: see README.md. “make” or “make help” lists what there is.

GO        ?= go
ARGS      ?=
OUT       ?= minutebook
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0

# The commit goes into “minutebook version” wherever there is one to be found.
VCS := $(shell git rev-parse --git-dir >/dev/null 2>&1 && echo -buildvcs=true)

export CGO_ENABLED ?= 0

.DEFAULT_GOAL := help
.PHONY: help build demo test prepare check bench vuln loss golden screenshots

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build one static binary, ./minutebook
	$(GO) build $(VCS) -trimpath -ldflags '-s -w' -o $(OUT) ./cmd/minutebook

demo: ## make signed minutes of an example case and serve the web pages; ARGS=--once ends after writing
	$(GO) run ./cmd/minutebook demo $(ARGS)

test: prepare check ## install what the tests need where it may, then run everything
	@.ci/test

prepare:
	@.ci/prepare

check: ## vet, staticcheck, formatting
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "not formatted:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

vuln: ## look for known vulnerabilities; needs the network
	$(GO) run $(GOVULNCHECK) ./...

bench: ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

loss: ## kill the program and the browser 100 times while somebody types, and see what is lost
	MINUTEBOOK_LOSS_ROUNDS=$(or $(ROUNDS),100) $(GO) test ./cmd/minutebook -run TestNothingTypedIsLost -v -timeout 60m

golden: ## write the golden trees anew, to be reviewed with git diff
	$(GO) test ./render -update

screenshots: prepare ## take the pictures of assets/readme anew
	.ci/screenshots
