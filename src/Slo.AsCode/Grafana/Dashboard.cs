using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slo.AsCode.Prometheus;

namespace Slo.AsCode.Grafana;

/// <summary>The dashboard as a whole.</summary>
internal static class Dashboard
{
    internal static string Write(IReadOnlyList<SloObjective> objectives, PrometheusRulesOptions options, string title)
    {
        DashboardQueries queries = new([.. objectives.Where(objective => EventQueries.Check(objective) is null)], options);
        JsonObject dashboard = new()
        {
            ["uid"] = "slo-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title)))[..12],
            ["title"] = title,
            ["tags"] = new JsonArray("slo"),
            ["schemaVersion"] = 39,
            ["editable"] = true,
            ["graphTooltip"] = 1,
            ["refresh"] = "1m",
            ["time"] = new JsonObject { ["from"] = "now-7d", ["to"] = "now" },
            ["templating"] = new JsonObject { ["list"] = new JsonArray(DataSource(), Choice(queries)) },
            ["panels"] = Placed(Panels(queries)),
        };

        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream,
            new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            dashboard.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static IEnumerable<Panel> Panels(DashboardQueries queries) =>
    [
        new("Overview", "The objectives, worst budget first.", "table", "percentunit")
        {
            Width = 24,
            Height = 10,
            Queries = [(queries.Target, "target"), (queries.Compliance, "compliance"), (queries.Remaining, "budget left"),
                (queries.HighestBurnRate, "burn rate"), (queries.Firing, "alerts firing")],
            Transformations = Joined(queries.Label),
        },
        new("Error budget left", "1 is untouched, 0 is spent, below 0 the promise is broken.", "timeseries", "percentunit")
        {
            Queries = [(queries.Remaining, $"{{{{{queries.Label}}}}}")],
            Thresholds = [("red", null), ("yellow", 0), ("green", 0.25)],
        },
        new("Compliance", "Good events over all events of the period, and the target.", "timeseries", "percentunit")
        {
            Queries = [(queries.Compliance, $"{{{{{queries.Label}}}}}"), (queries.Target, $"{{{{{queries.Label}}}}} target")],
            Dashed = "/target$/",
        },
        new("Burn rates", "1 spends the budget exactly in the period. A rule fires where its long and its short window reach its factor.",
            "timeseries", "none")
        {
            Queries = [.. queries.BurnRates, .. queries.Factors],
            Dashed = "/^(page|ticket|factor) /",
        },
        new("Bad ratios", "Bad events over all events, by window.", "timeseries", "percentunit") { Queries = [.. queries.BadRatios] },
        new("Alerts", "What fires and what waits to.", "state-timeline", "none")
        {
            Width = 24,
            Queries = [(queries.Alerts("firing"), queries.AlertLegend("firing")),
                (queries.Alerts("pending"), queries.AlertLegend("pending"))],
            Thresholds = [("red", null)],
        },
    ];

    /// <summary>One row an objective, its columns named after the queries.</summary>
    private static IEnumerable<JsonObject> Joined(string label)
    {
        string[] columns = ["target", "compliance", "budget left", "burn rate", "alerts firing"];
        JsonObject names = new(columns.Select((name, i) => KeyValuePair.Create<string,
            JsonNode?>(string.Create(CultureInfo.InvariantCulture, $"Value #{(char)('A' + i)}"), name)));
        yield return new JsonObject { ["id"] = "joinByField", ["options"] = new JsonObject { ["byField"] = label, ["mode"] = "outer" } };
        yield return new JsonObject
        {
            ["id"] = "filterFieldsByName",
            ["options"] = new JsonObject
            {
                ["include"] = new JsonObject
                {
                    ["names"] = new JsonArray([label, .. columns.Select((_, i) => (JsonNode)$"Value #{(char)('A' + i)}")]),
                },
            },
        };
        yield return new JsonObject { ["id"] = "organize", ["options"] = new JsonObject { ["renameByName"] = names } };
        yield return new JsonObject
        {
            ["id"] = "sortBy",
            ["options"] = new JsonObject { ["sort"] = new JsonArray(new JsonObject { ["field"] = "budget left", ["desc"] = false }) },
        };
    }

    private static JsonArray Placed(IEnumerable<Panel> panels)
    {
        JsonArray placed = [];
        (int x, int y, int row) = (0, 0, 0);
        foreach (Panel panel in panels)
        {
            if (x + panel.Width > 24)
            {
                (x, y) = (0, y + row);
            }

            placed.Add((JsonNode)panel.Json(placed.Count + 1, x, y));
            (x, row) = (x + panel.Width, panel.Height);
        }

        return placed;
    }

    private static JsonObject DataSource() => new()
    {
        ["name"] = "datasource",
        ["label"] = "Data source",
        ["type"] = "datasource",
        ["query"] = "prometheus",
    };

    private static JsonObject Choice(DashboardQueries queries) => new()
    {
        ["name"] = "objective",
        ["label"] = "Objective",
        ["type"] = "custom",
        ["query"] = string.Join(',', queries.Values.Select(value => value.Replace(",", "\\,", StringComparison.Ordinal))),
        ["multi"] = true,
        ["includeAll"] = true,
        ["current"] = new JsonObject { ["text"] = "All", ["value"] = "$__all" },
    };
}
