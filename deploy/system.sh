#!/usr/bin/env bash
# Install what the tests need from the system: a browser, a CJK font for screenshots, gettext, PostgreSQL 15.
# Without root it installs nothing and says what will be skipped.
set -euo pipefail
wanted=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || wanted+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -q . || wanted+=(fonts-noto-cjk)
command -v msgfmt >/dev/null || wanted+=(gettext)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || wanted+=(postgresql-15)
[ ${#wanted[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Not installed (needs root on Debian): ${wanted[*]}. Tests that need them are skipped; install them with: sudo apt-get install ${wanted[*]}"
  exit 0
fi
echo "Installing ${wanted[*]} …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
