#!/usr/bin/env bash
# What the product is made of, looked through: scripts/audit.sh. Without a network; --online asks for known holes, too.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/pip check --disable-pip-version-check
.venv/bin/python scripts/audit.py
if [ "${1:-}" = "--online" ]; then
  # Asked of the advisory databases; neither tool is part of the product or of its tests.
  if command -v pip-audit >/dev/null; then pip-audit --require-hashes --disable-pip -r requirements.lock
  else echo "pip-audit is missing: pipx install pip-audit" >&2; fi
  if command -v npm >/dev/null; then npm audit --omit=dev; else echo "npm is missing" >&2; fi
fi
