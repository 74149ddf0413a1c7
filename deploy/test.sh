#!/usr/bin/env bash
# All tests: on SQLite, on PostgreSQL, and in a browser. What this machine lacks is named in one line.
set -euo pipefail
py=.venv/bin/python
echo "== unit and contract tests, SQLite"
$py -m pytest -q -n auto -m "not browser"
echo "== the same on PostgreSQL"
bash deploy/with-postgres.sh $py -m pytest -q -n auto -m "not browser"
echo "== journeys in a browser"
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  $py -m pytest -q -m browser
else
  echo "No Chromium: browser journeys are skipped. Install it with: sudo apt-get install chromium"
  [ -z "${CI:-}" ]
fi
