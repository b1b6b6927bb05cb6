#!/usr/bin/env bash
# Everything that can be said about the code without running it. Ends at the first fault.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/ruff format --check .
.venv/bin/ruff check .
.venv/bin/mypy
.venv/bin/lint-imports
.venv/bin/python scripts/audit.py
for file in $(git ls-files -co --exclude-standard '*.mjs'); do node --check "$file"; done
echo "all well"
