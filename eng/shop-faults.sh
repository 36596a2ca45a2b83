#!/usr/bin/env bash
# Breaks the sample Shop in each way, one after the other, and prints what its alert says of the cause: the table of docs/insight.md. Takes
# about ten minutes, and needs PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
table=$(mktemp)
trap 'rm -f "$table"' EXIT
dotnet build -c Release -v quiet --nologo tests/Slo.Apps.Tests
SLO_SHOP_FAULTS=$table dotnet run -c Release --no-build --project tests/Slo.Apps.Tests -- --no-ansi --filter-class '*ShopFaultsTests' || code=$?
sort "$table"
exit "${code:-0}"
