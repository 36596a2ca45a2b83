#!/usr/bin/env bash
# Measures what the dashboard costs with 500 objectives and a year of incidents; docs/dashboard.md has the results.
# Updates of the list, two seconds apart on the clock of the app: 300 by default, which is ten minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release -v quiet --nologo tests/Slo.Dashboard.Tests -p:SloExplicit=true -o "$work/tests"
SLO_UPDATES=${1:-300} dotnet "$work/tests/Slo.Dashboard.Tests.dll" --filter-class '*Costs' --show-live-output on --output detailed
