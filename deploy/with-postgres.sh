#!/usr/bin/env bash
# Run a command with DATABASE_URL pointing at a PostgreSQL of its own, in memory where possible, gone afterwards.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
if [ ! -x "$bin/initdb" ]; then
  echo "PostgreSQL is not installed: its tests are skipped. Install it with: sudo apt-get install postgresql-15"
  [ -n "${CI:-}" ] && exit 1
  exit 0
fi
base=/tmp; [ -w /dev/shm ] && base=/dev/shm
data=$(mktemp -d "$base/wenming-pg-XXXXXX")
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  owner=postgres; id "$owner" >/dev/null 2>&1 || owner=nobody
  chown "$owner" "$data"
  as() { setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"; }
fi
stop() { as "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$data"; }
trap stop EXIT
as "$bin/initdb" -D "$data/db" -U wenming -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$data/db" -w -l "$data/log" \
  -o "-k $data -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" start >/dev/null
export DATABASE_URL="postgres://wenming@/postgres?host=$data"
"$@"
