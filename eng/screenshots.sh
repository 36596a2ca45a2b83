#!/usr/bin/env bash
# Makes the images of docs/images from the sample under load.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
dotnet build -c Release -v quiet --nologo samples/Shop
dotnet build -c Release -v quiet --nologo tests/Slo.Dashboard.Tests -p:SloExplicit=true -o "$work/tests"
dotnet samples/Shop/bin/Release/net10.0/Shop.dll --port 0 --payments-port 0 --requests 24000 --act 3m --stay 5m --store "$work/slo.db" >"$work/shop.log" 2>&1 &
shop=$!
trap 'kill "$shop" 2>/dev/null || true; rm -rf "$work"' EXIT
until address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/shop.log" | head -n 1) && [ -n "$address" ]; do sleep 0.2; done

# In the second act the shop is in trouble.
sleep "${1:-330}"
mkdir -p docs/images
SLO_SAMPLE=$address dotnet "$work/tests/Slo.Dashboard.Tests.dll" --filter-class '*Screenshots'
