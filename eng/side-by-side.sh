#!/usr/bin/env bash
# Fires the same alert in an app and in a real Prometheus and Alertmanager beside it, and prints who was when. Takes eight minutes:
# the outage is real time. Wants the Debian packages prometheus and prometheus-alertmanager. Argument: how many runs, default 5.
set -euo pipefail
cd "$(dirname "$0")/.."

for program in prometheus promtool prometheus-alertmanager; do
  command -v "$program" >/dev/null || { echo "$program is missing: apt-get install prometheus prometheus-alertmanager" >&2; exit 2; }
done
dotnet run -c Release --project benchmarks/Slo.SideBySide -- "${1:-5}"
