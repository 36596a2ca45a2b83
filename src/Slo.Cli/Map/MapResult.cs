using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Shared.Map;

namespace Slo.Cli.Map;

/// <summary>How a joined map is shown.</summary>
internal static class MapResult
{
    internal static readonly string[] ServiceHeads = ["service", "verdict", "objective", "why"];

    internal static readonly string[] EdgeHeads =
        ["from", "to", "objective", ">calls", ">failed", ">slow", ">share of bad", ">share of good", "cause", "declared"];

    internal static IEnumerable<string[]> ServiceRows(JoinedMap map) =>
        map.Callers.Select(caller => (string[])[caller.Service, caller.Verdict, caller.Objective, caller.Reason]);

    internal static IEnumerable<string[]> EdgeRows(JoinedMap map) =>
        map.Callers.SelectMany(caller => caller.Edges).Select(edge => (string[])
        [
            edge.Service, map.ServiceOf(edge.Dependency) ?? edge.Dependency, edge.Objective, Display.Count(edge.Calls),
            Display.Count(edge.FailedCalls), Display.Count(edge.SlowCalls), Share(edge.BadRatio), Share(edge.GoodRatio),
            edge.IsCause ? "yes" : "", edge.Declaration,
        ]);

    internal static void WriteText(Screen screen, JoinedMap map)
    {
        screen.Table(ServiceHeads, ServiceRows(map), row => map.Callers[row].Verdict is JoinedMap.Causing or JoinedMap.Reporting);
        screen.Table(EdgeHeads, EdgeRows(map));
        foreach (var finding in Findings(map))
        {
            screen.Line(finding);
        }

        foreach (var cut in CutLines(map))
        {
            screen.Line("cut: " + cut);
        }

        foreach (IReadOnlyList<string> cycle in map.Cycles())
        {
            screen.Line("cycle: " + string.Join(" -> ", cycle));
        }

        IReadOnlyList<MapCause> causes = map.Causes();
        foreach (MapCause cause in causes)
        {
            screen.Line($"cause: {cause.Name} ({string.Join(" -> ", cause.Path)}): {cause.Explanation}");
        }

        if (causes.Count == 0)
        {
            screen.Line(map.IsWhole ? "cause: none found" : "cause: none found among the objectives that were sent");
        }
    }

    /// <summary>Which answers have not all objectives, and what that means for causes and cycles.</summary>
    internal static IEnumerable<string> CutLines(JoinedMap map) => map.Cut.Select(app =>
        $"{Url(app)}: sent {Display.Count(app.Sent)} of {Display.Count(app.Total)} objectives, those with alerts first; "
        + (map.IsWhole ? "causes and cycles are those that it found among all" : "causes and cycles may be missing, or may be others"));

    internal static void WriteMarkdown(TextWriter output, JoinedMap map)
    {
        MarkdownTable.Write(output, ServiceHeads, ServiceRows(map));
        output.WriteLine();
        MarkdownTable.Write(output, EdgeHeads, EdgeRows(map));
        foreach (var cut in CutLines(map))
        {
            output.WriteLine();
            output.WriteLine(SloText.OneLine(cut, Screen.LongestLine));
        }
    }

    internal static void WriteJson(TextWriter output, JoinedMap map, string[] unanswered) => JsonResult.Write(output, json =>
    {
        WriteList(json, "causes", map.Causes(), cause =>
        {
            json.WriteString("name", cause.Name);
            WriteNames(json, "path", cause.Path);
            json.WriteString("explanation", cause.Explanation);
        });
        WriteList(json, "services", map.Callers, caller =>
        {
            json.WriteString("service", caller.Service);
            json.WriteString("objective", caller.Objective);
            json.WriteString("verdict", caller.Verdict);
            json.WriteString("reason", caller.Reason);
        });
        WriteList(json, "edges", [.. map.Callers.SelectMany(caller => caller.Edges)], edge => WriteEdge(json, map, edge));
        json.WriteStartArray("cycles");
        foreach (IReadOnlyList<string> cycle in map.Cycles())
        {
            WriteNames(json, null, cycle);
        }

        json.WriteEndArray();
        WriteNames(json, "findings", Findings(map));
        WriteList(json, "cut", map.Cut, app =>
        {
            json.WriteString("url", Url(app));
            json.WriteNumber("objectives", app.Sent);
            json.WriteNumber("total", app.Total);
        });
        json.WriteBoolean("isWhole", map.IsWhole);
        WriteNames(json, "unanswered", unanswered);
    });

    private static IReadOnlyList<string> Findings(JoinedMap map) =>
    [
        .. map.Apps.SelectMany(app => app.Findings),
        .. map.TargetFindings().Where(finding => !IsKnown(map, finding)).Select(finding =>
            $"warning {SloFindingCodes.LintDependencyTarget}: {finding.Service}: objective '{finding.Objective}': {finding.Message}"),
        .. map.Apps.Where(app => !app.IsObserved).Select(app => $"{app.Address?.Authority}: calls are not observed there"),
    ];

    // A fleet has found it itself.
    private static bool IsKnown(JoinedMap map, MapFinding finding) => map.Apps.SelectMany(app => app.Findings).Any(
        known => known.EndsWith($": objective '{finding.Objective}': {finding.Message}", StringComparison.Ordinal));

    private static void WriteEdge(Utf8JsonWriter json, JoinedMap map, MapEdge edge)
    {
        json.WriteString("from", edge.Service);
        json.WriteString("to", map.ServiceOf(edge.Dependency) ?? edge.Dependency);
        json.WriteString("dependency", edge.Dependency);
        json.WriteString("objective", edge.Objective);
        json.WriteNumber("calls", edge.Calls);
        json.WriteNumber("failedCalls", edge.FailedCalls);
        json.WriteNumber("slowCalls", edge.SlowCalls);
        json.WriteNumberOrNull("badRatio", edge.BadRatio);
        json.WriteNumberOrNull("goodRatio", edge.GoodRatio);
        json.WriteBoolean("isCause", edge.IsCause);
        json.WriteBoolean("isDeclared", edge.IsDeclared);
        json.WriteBoolean("isObserved", edge.IsObserved);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string? name, IReadOnlyList<string> names)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartArray();
        foreach (var one in names)
        {
            json.WriteStringValue(one);
        }

        json.WriteEndArray();
    }

    private static string? Url(AppMap app) => app.Address?.GetLeftPart(UriPartial.Path);

    private static string Share(double? ratio) => ratio is { } share ? Display.Percent(share) : "-";
}
