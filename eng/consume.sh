#!/usr/bin/env bash
# What a user of the packages meets: packs what was built (dotnet build -c Release), has a fresh project outside of the solution restore the
# packages from this local feed, builds it, sends it a request, asks the SLO API, and publishes it trimmed without a trim warning. Installs the
# tool from the same feed, and runs it.
set -euo pipefail
cd "$(dirname "$0")/.."
repo=$PWD
work=$(mktemp -d)
app=
trap '[ -z "$app" ] || kill "$app" 2>/dev/null || true; rm -rf "$work"' EXIT

# What the build has made, under another version: the assemblies that the tests test.
version=0.1.0-consume
dotnet pack Slo.Core.sln --no-build -c Release -o "$work/feed" -p:PackageVersion=$version -p:RepositoryUrl=https://example.org/slo.git -p:WarnOnPackingNonPackableProject=false -v quiet --nologo
echo "packed: $(cd "$work/feed" && echo *.nupkg)"
eng/check-packages.py https://example.org/slo.git "$work"/feed/*.nupkg

# The sample's code, but packages in place of projects. The machine's own sources stay; the local feed is one more.
mkdir "$work/app"
cp samples/MinimalApi/*.cs samples/MinimalApi/appsettings.json global.json "$work/app"
mkdir -p "$work/app/slo/teams"
echo "# published with the app" >"$work/app/slo/teams/checkout.yaml"
cat >"$work/nuget.config" <<EOF
<configuration><packageSources><add key="slo-consume" value="$work/feed" /></packageSources></configuration>
EOF
cat >"$work/app/Consumer.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
    <EnableTrimAnalyzer>true</EnableTrimAnalyzer>
    <TrimmerSingleWarn>false</TrimmerSingleWarn>
    <SuppressTrimAnalysisWarnings>false</SuppressTrimAnalysisWarnings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Slo.AsCode" Version="$version" />
    <PackageReference Include="Slo.Dashboard" Version="$version" />
    <PackageReference Include="Slo.FeatureManagement" Version="$version" />
    <PackageReference Include="Slo.Kubernetes" Version="$version" />
    <PackageReference Include="Slo.OpenTelemetry" Version="$version" />
    <PackageReference Include="Slo.Polly" Version="$version" />
    <PackageReference Include="Slo.Postgres" Version="$version" />
    <PackageReference Include="Slo.Sqlite" Version="$version" />
    <PackageReference Include="Slo.Yarp" Version="$version" />
  </ItemGroup>
</Project>
EOF

# Ours into a folder of this run, so that no stale one is taken; all others from where the machine keeps them.
global=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')
export NUGET_PACKAGES=$work/packages
cd "$work/app"
dotnet build -c Release -v quiet --nologo -p:RestoreFallbackFolders="$global"
for package in core hosting ascode aspnetcore dashboard opentelemetry postgres sqlite kubernetes yarp polly featuremanagement; do
  [ -d "$work/packages/slo.$package/$version" ] || { echo "slo.$package did not come from the local feed" >&2; exit 1; }
done
echo "restored and built"

# What the packages add to a project: definition files beside the program, and the schema of appsettings.json for editors.
[ -f bin/Release/net10.0/slo/teams/checkout.yaml ] || { echo "the definition file is not in the output" >&2; exit 1; }
dotnet publish -c Release --no-build -v quiet --nologo -o "$work/published"
[ -f "$work/published/slo/teams/checkout.yaml" ] || { echo "the definition file is not published" >&2; exit 1; }
schema=$(dotnet msbuild -getItem:JsonSchemaSegment | sed -nE 's/^ *"FullPath": "(.*)",?$/\1/p' | head -n 1)
[ -f "$schema" ] || { echo "no schema for appsettings.json: '$schema'" >&2; exit 1; }
echo "published: definition files and the schema of appsettings.json are there"

ask() {
  dotnet "$1" --urls http://127.0.0.1:0 >"$work/app.log" 2>&1 &
  app=$!
  local address=
  for _ in $(seq 100); do
    address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/app.log" | head -n 1) && break
    sleep 0.1
  done
  [ "$(curl -s -o /dev/null -w '%{http_code}' -X POST "$address/orders")" = 202 ]
  for _ in $(seq 50); do
    answer=$(curl -s "$address/slo/api/v1/slos/orders-availability")
    grep -qE '"goodEvents": ?1\b' <<<"$answer" && break
    sleep 0.1
  done
  kill "$app"
  wait "$app" || true
  app=
  grep -qE '"goodEvents": ?1\b' <<<"$answer" || { echo "the API answered: $answer" >&2; cat "$work/app.log" >&2; exit 1; }
}

ask bin/Release/net10.0/Consumer.dll
echo "ran: one request, seen in the SLO API"

# The tool carries its dependencies, so the local feed is all it needs.
dotnet tool install Slo.Cli --tool-path "$work/tools" --add-source "$work/feed" --version "$version" --no-cache >"$work/tool.log" 2>&1 || { cat "$work/tool.log" >&2; exit 1; }
printf 'timestamp,good,total\n1767225600,9,10\n1767225660,10,10\n' >"$work/trace.csv"
"$work/tools/slo" replay --slo appsettings.json --trace "$work/trace.csv" --format json | grep -q '"badEvents": 1'
echo "tool: installed, replayed a trace"

# Trimming wants a runtime identifier and its packs; where they are not to be had, the analyzers above have to do.
rid=$(dotnet --info | sed -nE 's/^ *RID: *//p' | head -n 1)
if dotnet restore -v quiet --nologo -r "$rid" -p:PublishTrimmed=true -p:RestoreFallbackFolders="$global" >"$work/restore.log" 2>&1; then
  dotnet publish -c Release -r "$rid" --self-contained --no-restore -p:PublishTrimmed=true -p:RestoreFallbackFolders="$global" -v minimal --nologo -o "$work/trimmed" >"$work/publish.log" 2>&1 \
    || { cat "$work/publish.log" >&2; exit 1; }
  echo "published trimmed: $(grep -cE 'IL[0-9]{4}' "$work/publish.log" || true) trim warnings"
else
  echo "the packs for trimming do not restore here: trim analyzers only, 0 warnings ($(grep -oE 'NU[0-9]+[^.]*' "$work/restore.log" | head -n 1))"
fi
