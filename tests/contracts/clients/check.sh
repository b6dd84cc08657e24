#!/usr/bin/env bash
# Generates clients in TypeScript and Python from the committed contracts and compiles them; any warning is a failure.
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=tests/contracts/clients
made=.clients/made
rm -rf "$made"
mkdir -p "$made"

quietly() { # runs a generator; it has no switch that makes warnings errors, so its words are read
    if ! "$@" >"$made/output" 2>&1 || grep -qiE 'warn|error|⚠' "$made/output"; then
        cat "$made/output" >&2
        echo "this must pass without a warning: $*" >&2
        exit 1
    fi
}

for contract in tests/contracts/*.json; do
    service=$(basename "$contract" .json)
    quietly .clients/node_modules/.bin/openapi-typescript "$contract" --output "$made/$service.ts"
    # The generator formats with ruff, which it looks for on the PATH.
    PATH="$PWD/.clients/python/bin:$PATH" quietly openapi-python-client generate --path "$contract" \
        --config "$here/openapi-python-client.yaml" --meta none --fail-on-warning --output-path "$made/opora_$service"
    PYTHONPATH="$made" .clients/python/bin/python -W error - "opora_$service" <<'PYTHON'
import importlib
import pkgutil
import sys

package = importlib.import_module(sys.argv[1])
modules = [each.name for each in pkgutil.walk_packages(package.__path__, f"{sys.argv[1]}.")]
assert len(modules) >= 5, modules
for module in modules:
    importlib.import_module(module)
PYTHON
done
.clients/node_modules/.bin/tsc --noEmit --strict --target es2022 "$made"/*.ts
echo "$(ls "$made"/*.ts | wc -l) contracts: clients in TypeScript and Python, no warnings"
