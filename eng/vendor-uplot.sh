#!/usr/bin/env bash
# Fetches the pinned uPlot from npm and puts what the dashboard needs of it into the project. To update it: change version and checksum.
set -euo pipefail
cd "$(dirname "$0")/.."
version=1.6.32
sha512=2883159c6ebccefbb95d751b0b82d010f9e1c0ec41b8bc96d401eda66e882935c89a46cb824332fa369b8cb8122cc6ac36e186cd09bf7a9ded3a4c93c6989023
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "uplot@$version" > /dev/null)
echo "$sha512  $work/uplot-$version.tgz" | sha512sum --check --quiet
tar xzf "$work/uplot-$version.tgz" -C "$work"
cp "$work/package/dist/uPlot.iife.min.js" src/Slo.Dashboard/Assets/uplot.js
cp "$work/package/dist/uPlot.min.css" src/Slo.Dashboard/Assets/uplot.css
cp "$work/package/LICENSE" src/Slo.Dashboard/Assets/uplot.license.txt
