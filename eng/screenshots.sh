#!/usr/bin/env bash
# Makes the images of docs/images from samples/Shop: eight days of history, then real traffic on PostgreSQL, in which payments time
# out. Takes a quarter of an hour: behaviour is unusual once a whole slice of five minutes is.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release -v quiet --nologo samples/Shop
dotnet build -c Release -v quiet --nologo src/Slo.Cli
dotnet build -c Release -v quiet --nologo tests/Slo.Dashboard.Tests -p:SloExplicit=true -o "$work/tests"

# Its definitions are those of the history.
dotnet samples/Shop/bin/Release/net10.0/Shop.dll --port 0 --payments-port 0 --stay 5m --store "$work/none.db" >"$work/shop.log" 2>&1 &
shop=$!
trap 'kill "$shop" 2>/dev/null || true; rm -rf "$work"' EXIT
until address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/shop.log" | head -n 1) && [ -n "$address" ]; do sleep 0.2; done
curl -sf "$address/slo/api/v1/definitions" >"$work/slos.json"
kill "$shop"
wait "$shop" || true

# The events of five minutes, the share of bad ones in 10,000, and an outage: so many days ago for six slices, a share in 10,000.
history() {
  awk -v name="$1" -v events="$2" -v bad="$3" -v ago="$4" -v outage="$5" -v now="$(date +%s)" 'BEGIN {
    srand(7)
    print "timestamp,good,total"
    for (at = now - 8 * 86400; at < now - 300; at += 300) {
      total = int(events * (1 + 0.3 * sin((at - now) * 2 * 3.14159265 / 86400)) * (0.97 + 0.06 * rand()))
      gone = now - ago * 86400
      share = (at >= gone && at < gone + 1800) ? outage : bad * 2 * rand()
      print at "," total - int(total * share / 10000 + rand()) "," total
    }
  }' >"$work/$1.csv"
  dotnet src/Slo.Cli/bin/Release/net10.0/Slo.Cli.dll import --state "$work/slo.db" --slo "$work/slos.json" --name "$1" --trace "$work/$1.csv"
}
# Its outage is older than the longest window of a rule: so the first rule that fires is the one that pages.
history orders-availability 4800 2 4 1500
history orders-latency 4800 40 3 2500
history catalogue-availability 4800 3 5 300
history payments 7200 20 3 1200
history payments-http 7200 15 3 1200

mkdir -p docs/images
SLO_SAMPLE_STORE=$work/slo.db dotnet "$work/tests/Slo.Dashboard.Tests.dll" --filter-class '*Screenshots'
