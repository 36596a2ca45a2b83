using System.Globalization;
using System.Text.Json;

namespace Slo.Soak.App;

/// <summary>
/// The appsettings file that changes all the time. Each version edits targets, whose counts must go on; every third starts an objective
/// over; every
/// fifth adds one or takes it away.
/// </summary>
/// <param name="folder">The app's content root.</param>
internal sealed class SettingsFile(string folder)
{
    internal const string Restless = "restless";
    internal const string Guest = "guest";

    /// <summary>One that each version edits.</summary>
    internal const string Edited = "all-availability";

    private const string Month = "30d";
    private const string AnyRequest = "{}";
    private const string ReadOrder = """{ "Route": "/orders/{id}", "Method": "GET" }""";

    // What an outage of seconds fires, and the end of it resolves.
    private const string QuickRules = """
        [ { "Severity": "Page", "BurnRate": 20, "Long": "10s", "Short": "2s" },
          { "Severity": "Ticket", "BurnRate": 5, "Long": "15s", "Short": "5s" } ]
        """;

    internal string Folder => folder;

    internal static decimal TargetOf(int version) => 99m + (version % 7 / 10m);

    internal void Write(int version)
    {
        // In one step, as those do who deploy files; editors are a matter for the tests of reload.
        var made = Path.Combine(folder, "appsettings.next");
        File.WriteAllText(made, Text(version));
        File.Move(made, Path.Combine(folder, "appsettings.json"), overwrite: true);
    }

    private static string Text(int version)
    {
        var target = TargetOf(version).ToString(CultureInfo.InvariantCulture);
        List<string> objectives =
        [
            Http(Edited, target, Month, AnyRequest),
            Http("read-availability", target, "28d", ReadOrder),
            Http("read-hour", target, "1h", ReadOrder),
            Http("place-availability", target, "7d", """{ "Route": "/orders", "Method": "POST" }"""),
            Http("catalogue-availability", target, "365d", """{ "Routes": [ "/catalogue/{kind}" ] }"""),
            .. Enumerable.Range(1, 3).Select(number => Http($"read-alerting-{number}", target, Month, ReadOrder, QuickRules)),
            $$"""{{Quoted(Restless)}}: { "TargetPercent": 99, "Period": "{{(version / 3 % 2 == 0 ? "30d" : "7d")}}" }""",
        ];
        if (version / 5 % 2 == 1)
        {
            objectives.Add(Http(Guest, target, Month, AnyRequest));
        }

        return $$"""{ "Slo": { "Objectives": { {{string.Join(",\n", objectives)}} } } }""";
    }

    private static string Http(string name, string target, string window, string http, string? rules = null) =>
        $$"""
        {{Quoted(name)}}: { "TargetPercent": {{target}}, "Period": "{{window}}",
          "Http": {{http}}{{(rules is null ? "" : ", \"Rules\": " + rules)}} }
        """;

    private static string Quoted(string name) => JsonSerializer.Serialize(name);
}
