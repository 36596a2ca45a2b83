#!/usr/bin/env bash
# Everything that must hold before a change lands: restore, build without warnings, format, packages as users take them, tests.
# Installs the Debian packages that tests need where they are missing. Ends with a line "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"

missing=()
command -v hey >/dev/null || missing+=(hey)
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
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

# Most processes end before a profile of their code is worth what it costs. Not for those that measure.
export DOTNET_TieredPGO=0

# promtool, which is written in Go, evaluates days of rules for seconds, and would collect garbage for a quarter of them.
export GOGC=400

logs=$(mktemp -d)
beside=()
# Ends what still runs, and shows what it has printed so far.
finish() {
  local code=$? group log
  for group in "${beside[@]}"; do kill -- -"$group" 2>/dev/null || true; done
  for log in "$logs"/*.log; do
    [ ! -f "$log" ] || [ -f "$log.done" ] || { echo "unfinished: $(basename "$log" .log)"; tail -n 200 "$log"; }
  done
  end_compiler
  rm -rf "$logs"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# One command, for so many minutes at most. What it prints comes in one piece, at its end; a failure does not end the others.
step() {
  local name=$1 minutes=$2 from=$SECONDS code=0
  shift 2
  timeout --foreground -k 30 "${minutes}m" "$@" >"$logs/$name.log" 2>&1 </dev/null || code=$?
  touch "$logs/$name.log.done"
  [ "$code" = 0 ] || echo "$name" >>"$logs/failed"
  (flock 9 && cat "$logs/$name.log" && echo "$name: $((SECONDS - from)) s, exit code $code") 9>"$logs/lock"
}
run() { step "$1" 30 dotnet "tests/$1/bin/Release/net10.0/$1.dll" --no-ansi --progress off; }

# What compiles, and measures nothing. It takes only what all others leave of the processors: the lowest priority (the native tests publish at that
# priority too). The build has run the analyzers and code style as errors; what is left of the format is white space, and what
# House/FormatLawsTests checks. The packages are those of the whole build.
compile() {
  run Slo.Native.Tests
  step whitespace 10 nice -n 19 dotnet format whitespace . --folder --verify-no-changes
  until [ -f "$logs/built" ]; do sleep 1; done
  step consume 20 nice -n 19 eng/consume.sh
}

# Two at a time. They wait for processes, servers, browsers and clocks, or compute without measuring: each passes on a machine that is busy. The
# longest come first, those that wait and those that compute in turn.
busy=(
  Slo.Postgres.Tests Slo.Dashboard.Tests Slo.Hosting.Tests Slo.Cli.Tests Slo.Apps.Tests Slo.AsCode.Tests Slo.Sqlite.Tests Slo.Oracle.Tests
  Slo.Analyzers.Tests)
share() { printf '%s\n' "${busy[@]}" | xargs -n 1 -P 2 bash -c 'run "$0"'; }
export -f step run
export logs

dotnet restore Slo.Core.sln
# First what the native programs consist of, one project after another: meanwhile, and while the others are built, there is a processor left.
dotnet build tests/Slo.Native.Tests/Slo.Native.Tests.csproj --no-restore -c Release
set -m
compile &
beside+=($!)
set +m
dotnet build Slo.Core.sln --no-restore -c Release
touch "$logs/built"
set -m
share &
beside+=($!)
set +m
for group in "${beside[@]}"; do wait "$group" || echo lanes >>"$logs/failed"; done
beside=()
end_compiler

# All others measure time and memory, or provoke races: nothing runs beside them, and the runtime is as users have it.
unset DOTNET_TieredPGO GOGC
for project in tests/*.Tests; do
  project=${project#tests/}
  [ -f "$logs/$project.log" ] || run "$project"
done

# The failed tests with their messages, and the end of what failed otherwise: the last lines are all that some systems show.
failures() {
  local name
  for name in $(sort -u "$logs/failed"); do
    [ -f "$logs/$name.log" ] || continue
    echo "== $name"
    if grep -q '^failed ' "$logs/$name.log"; then
      awk '/^failed / { on = 1; lines = 0 } /^(passed|skipped) |^Test run summary/ { on = 0 } on && ++lines <= 40' "$logs/$name.log"
    else
      tail -n 20 "$logs/$name.log"
    fi
  done
}

# The summary over all projects comes last.
count() {
  local sum=0 log
  for log in "$logs"/*.Tests.log; do
    sum=$((sum + $(grep -E "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0)))
  done
  echo "$sum"
}
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ -f "$logs/failed" ]; then
  failures | awk 'NR <= 150; END { if (NR > 150) print "and " NR - 150 " more lines above" }'
  echo "failed: $(sort -u "$logs/failed" | paste -sd ' ')"
  [ "$failed" -gt 0 ] || failed=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
