#!/usr/bin/env bash
# Everything that must hold before a change lands: restore, build without warnings, format, packages as users take them, tests.
# Installs the Debian packages that tests need where they are missing. Ends with a line "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"

missing=()
command -v hey >/dev/null || missing+=(hey)
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v promtool >/dev/null || missing+=(prometheus)
command -v prometheus-alertmanager >/dev/null || missing+=(prometheus-alertmanager)
compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(faketime)
{ command -v haproxy || [ -x /usr/sbin/haproxy ]; } >/dev/null || missing+=(haproxy)
command -v python3 >/dev/null || missing+=(python3)
command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(clang zlib1g-dev)
[ -e /usr/share/zoneinfo/Europe/Berlin ] || missing+=(tzdata)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi

dotnet restore Slo.Core.sln
dotnet build Slo.Core.sln --no-restore -c Release
dotnet format Slo.Core.sln --no-restore --verify-no-changes
eng/consume.sh

# One project after the other: some of them measure, and two at once would disturb each other.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
dotnet test --solution Slo.Core.sln --no-build -c Release --max-parallel-test-modules 1 --no-ansi --no-progress 2>&1 | tee "$log" || code=$?

# The summary over all projects comes last.
count() { grep -E "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ "$code" = 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
