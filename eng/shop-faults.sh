#!/usr/bin/env bash
# Breaks the sample Shop in each way, one after the other, and prints what its alert says of the cause: the table of docs/insight.md. Takes
# about ten minutes, and needs PostgreSQL. Arguments are names of faults, to run only these: eng/shop-faults.sh "database gone". On a busy
# machine requests are slow without a fault too, and then its run fails: run it again.
set -euo pipefail
cd "$(dirname "$0")/.."
table=$(mktemp)
trap 'rm -f "$table"' EXIT
dotnet build -c Release -v quiet --nologo tests/Slo.Apps.Tests
if [ $# -gt 0 ]; then
  export SLO_SHOP_FAULT_NAMES=$(IFS=';'; echo "$*")
fi
SLO_SHOP_FAULTS=$table dotnet run -c Release --no-build --project tests/Slo.Apps.Tests -- --no-ansi --filter-class '*ShopFaultsTests' || code=$?
sort "$table"
exit "${code:-0}"
