using System.Text.Json.Nodes;
using Slo.Cli.Definitions;
using Slo.Testing;
using Slo.Tests.Definitions;
using Slo.Tests.History;
using Slo.Tests.Replay;
using Slo.Tests.Status;

namespace Slo.Tests.Infrastructure;

/// <summary>Command lines of every verb that prints, with the exit codes that they have where all is well, and of every verb that writes files.</summary>
internal sealed class VerbLines : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Listener _app = new(200, """{"slos":[]}""");
    private readonly Listener _incidents = new(200, """{"incidents":[]}""");
    private readonly Listener _incident = new(
        200, File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", "ApiIncident.approved.txt")));

    private readonly Listener _canary = new(200, CohortsAndCanary());

    private readonly Listener _map = new(
        200, File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Dependencies", "Map.shop.approved.txt")));

    private readonly Listener _decisions = new(200, """{"exclusions":[],"targetOverrides":[],"overrides":[],"levels":[],"deployments":[]}""");

    internal VerbLines()
    {
        var yaml = _folder.Write("a.yaml", OpenSloText.Of("a"));
        var broken = _folder.Write("broken.yaml", OpenSloText.Of("a", target: "99.9"));
        var settings = _folder.Definitions(""" "b": { "TargetPercent": 99.9 } """);
        var trace = _folder.Write("t.csv", MadeTrace.Csv(30, _ => 0));
        var state = _folder.PathOf("slo.db");
        StateFiles.WriteAsync(state, DefinitionFile.Read(settings, "b"), minutes: 10).GetAwaiter().GetResult();
        Printing = new(StringComparer.Ordinal)
        {
            ["init"] = ("init --yes -o -", 0),
            ["validate"] = ($"validate -i {broken}", 1),
            ["fmt"] = ($"fmt -i {yaml}", 0),
            ["convert"] = ($"convert -i {settings} --to openslo", 0),
            ["diff"] = ($"diff {settings} {yaml} --fail-on any", 1),
            ["generate prometheus"] = ($"generate prometheus -i {yaml}", 0),
            ["generate promtool-test"] = ($"generate promtool-test -i {yaml}", 0),
            ["generate alertmanager"] = ($"generate alertmanager -i {yaml}", 0),
            ["generate grafana"] = ($"generate grafana -i {yaml}", 0),
            ["generate json-schema"] = ("generate json-schema", 0),
            ["check"] = ($"check --url {_app.Address} --no-data fail", 1),
            ["policy"] = ($"policy --url {_decisions.Address} --format json", 0),
            ["canary"] = ($"canary --url {_canary.Address} -n all --baseline 1.0 --canary 2.0", 1),
            ["map"] = ($"map --url {_map.Address}", 0),
            ["report"] = ($"report --url {_app.Address}", 0),
            ["suggest"] = ($"suggest --state {state} -i {settings} --format json", 3),
            ["incidents"] = ($"incidents --url {_incidents.Address} --format json", 0),
            ["incident show"] = ($"incident show x --url {_incident.Address}", 0),
            ["incident acknowledge"] = ($"incident acknowledge x --url {_app.Address}", 0),
            ["incident comment"] = ($"incident comment x mended --url {_app.Address}", 0),
            ["mark deploy"] = ($"mark deploy v1 --url {_app.Address}", 0),
            ["deployments"] = ($"deployments --url {_decisions.Address} --format json", 0),
            ["exclude"] = ($"exclude --list --url {_decisions.Address}", 0),
            ["override"] = ($"override --list --url {_decisions.Address}", 0),
            ["gate-override"] = ($"gate-override --list --url {_decisions.Address}", 0),
            ["calc"] = ("calc --target 99.9", 0),
            ["simulate"] = ("simulate --target 99 --period 1h --duration 1m", 0),
            ["replay"] = ($"replay --slo {settings} --trace {trace} --format jsonl", 0),
            ["anomalies"] = ($"anomalies -i {_folder.Write("series.csv", Series)} --format csv", 0),
            ["export"] = ($"export --state {state}", 0),
            ["import"] = ($"import --slo {settings} --trace {trace} --state $(mktemp -u {_folder.PathOf("XXXXXX")})", 0),
            ["completion"] = ("completion bash", 0),
        };
        Writing = new(StringComparer.Ordinal)
        {
            ["init"] = "init --yes --force -o",
            ["fmt"] = $"fmt -i {yaml} -o",
            ["convert"] = $"convert -i {settings} --to openslo -o",
            ["generate prometheus"] = $"generate prometheus -i {yaml} -o",
            ["generate promtool-test"] = $"generate promtool-test -i {yaml} -o",
            ["generate alertmanager"] = $"generate alertmanager -i {yaml} -o",
            ["generate grafana"] = $"generate grafana -i {yaml} -o",
            ["generate json-schema"] = "generate json-schema -o",
            ["report"] = $"report --state {state} -i {settings} --format html --from 2025-02-28 -o",
            ["anomalies"] = $"anomalies -i {_folder.PathOf("series.csv")} -o",
            ["export"] = $"export --state {state} -o",
        };
    }

    internal Dictionary<string, (string Line, int Code)> Printing { get; }

    /// <summary>To be followed by the name of a file.</summary>
    internal Dictionary<string, string> Writing { get; }

    internal TestFolder Folder => _folder;

    public void Dispose()
    {
        _app.Dispose();
        _incidents.Dispose();
        _incident.Dispose();
        _canary.Dispose();
        _map.Dispose();
        _decisions.Dispose();
        _folder.Dispose();
    }

    // More than a block of a disk.
    private static string Series => "timestamp,value\n"
        + string.Concat(Enumerable.Range(0, 60).Select(minute => FormattableString.Invariant($"2026-01-01 00:{minute:00}:00,1\n")));

    // Both documents in one: the verb asks for one after the other, and a listener has one answer.
    private static string CohortsAndCanary()
    {
        JsonObject both = Read("ApiCohorts");
        foreach ((var name, JsonNode? value) in Read("ApiCanary"))
        {
            both[name] = value?.DeepClone();
        }

        return both.ToJsonString();

        static JsonObject Read(string name) => JsonNode.Parse(
            File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", $"{name}.approved.txt")))!.AsObject();
    }
}
