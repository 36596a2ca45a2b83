#!/usr/bin/env bash
# Loads an app for an hour: real Kestrel, twenty objectives, 400 requests a second from hey, readers, and a settings file that changes every
# four seconds. Says whether every count equals the client's, and what memory, handles and threads did meanwhile; fails if a count differs
# or something grows. Wants the Debian package hey. Arguments: how long, default 1h; where samples.csv goes, default a new temporary folder.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v hey >/dev/null || { echo "hey is missing: apt-get install hey" >&2; exit 2; }
dotnet run -c Release --project benchmarks/Slo.Soak -- "${@:-1h}"
