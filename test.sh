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

# One compiler process for all projects, which loads and compiles the analyzers once. It has a name of its own, and ends after its last use.
# No node of a build outlives it, which would run at the priority of another.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=true SharedCompilationId=slo-$$
compilers=$(dotnet msbuild src/Slo.Core/Slo.Core.csproj -getProperty:RoslynTargetsPath)/bincore
end_compiler() { timeout 30 dotnet "$compilers/VBCSCompiler.dll" "-pipename:$SharedCompilationId" -shutdown >/dev/null 2>&1 || true; }

logs=$(mktemp -d)
beside=
# Ends what still runs, and shows what it has printed so far.
finish() {
  local code=$? log
  [ -z "$beside" ] || kill -- -"$beside" 2>/dev/null || true
  for log in "$logs"/*.Tests; do
    [ ! -f "$log" ] || [ -f "$log.done" ] || { echo "unfinished: ${log##*/}"; tail -n 200 "$log"; }
  done
  end_compiler
  rm -rf "$logs"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

dotnet restore Slo.Core.sln
dotnet build Slo.Core.sln --no-restore -c Release

# The tests of one project, for 30 minutes at most; what they print comes in one piece, at their end.
run() {
  local from=$SECONDS code=0
  timeout --foreground -k 30 30m dotnet "tests/$1/bin/Release/net10.0/$1.dll" --no-ansi --progress off >"$logs/$1" 2>&1 || code=$?
  touch "$logs/$1.done"
  cat "$logs/$1"
  echo "$1: $((SECONDS - from)) s, exit code $code"
  [ "$code" = 0 ] || echo "$1" >>"$logs/failed"
}

# What computes and measures nothing, beside the tests that mostly wait. It gets only what those leave of the processors: the lowest priority
# (the native tests publish at that priority too). The build has run the analyzers and code style as errors; what is left of the format is white
# space, and what House/FormatLawsTests checks.
compute() {
  timeout -k 30 10m nice -n 19 dotnet format whitespace . --folder --verify-no-changes
  timeout -k 30 20m nice -n 19 eng/consume.sh
  run Slo.Native.Tests
}
set -m
compute </dev/null &
beside=$!
set +m

# They wait for processes, servers and clocks most of the time. Each has the processors to itself, but for what is above.
waiting=(Slo.Hosting.Tests Slo.Postgres.Tests Slo.Apps.Tests)
for project in "${waiting[@]}"; do run "$project"; done
wait "$beside" || echo compute >>"$logs/failed"
beside=
end_compiler

# All others compute, or measure time and memory, or provoke races: nothing runs beside them.
for project in tests/*.Tests; do
  project=${project#tests/}
  [ -f "$logs/$project" ] || run "$project"
done

# The summary over all projects comes last.
count() {
  local sum=0 log
  for log in "$logs"/*.Tests; do
    sum=$((sum + $(grep -E "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0)))
  done
  echo "$sum"
}
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ ! -f "$logs/failed" ] || { echo "failed: $(sort -u "$logs/failed" | paste -sd ' ')"; [ "$failed" -gt 0 ] || failed=1; }
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
