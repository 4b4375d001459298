#!/usr/bin/env bash
# Sets up and runs every check and test: format, vet, staticcheck, then all
# tests on SQLite and PostgreSQL and in Chromium. On a Debian machine it
# installs what it needs; elsewhere it says what is missing.
set -euo pipefail
cd "$(dirname "$0")"

need() { # command-or-glob package
  compgen -G "$1" >/dev/null || command -v "$1" >/dev/null && return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then missing+=("$2"); else
    echo "test.sh: $2 is missing: install it (apt-get install $2) and run again" >&2; exit 1; fi
}
missing=()
need '/usr/lib/postgresql/*/bin/initdb' postgresql
need chromium chromium
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi

step() { echo "== $* ($(date +%H:%M:%S))"; }
export CGO_ENABLED=0

step format
bad=$(git ls-files '*.go' | xargs gofmt -l)
[ -z "$bad" ] || { echo "not formatted: $bad" >&2; exit 1; }
step modules
go mod verify
# The SQLite driver works with exactly the libc its own go.mod names.
want=$(go mod download -json modernc.org/sqlite | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p' | xargs awk '$1=="modernc.org/libc"{print $2}')
have=$(go list -m -f '{{.Version}}' modernc.org/libc)
[ "$want" = "$have" ] || { echo "modernc.org/libc is $have, the SQLite driver pins $want" >&2; exit 1; }
step build
go build ./...
step vet
go vet -composites=false ./...
step staticcheck
go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 -checks 'all,-ST1000,-ST1003,-ST1016,-ST1020,-ST1021,-ST1022' ./...
step tests
go test -timeout 20m "$@" ./...
step done
