using System.Text.Json.Nodes;

namespace Slo.AsCode.Grafana;

/// <summary>One panel of a dashboard.</summary>
/// <remarks>Type and unit are Grafana's names: table, timeseries, state-timeline; percentunit, none.</remarks>
internal sealed record Panel(string Title, string Description, string Type, string Unit)
{
    internal required IEnumerable<(string Expr, string Legend)> Queries { get; init; }

    internal int Height { get; init; } = 9;

    internal int Width { get; init; } = 12;

    /// <summary>From which values which colours hold, the lowest without a value.</summary>
    internal IEnumerable<(string Color, double? From)> Thresholds { get; init; } = [("green", null)];

    /// <summary>Series whose legend matches are limits: dashed.</summary>
    internal string? Dashed { get; init; }

    internal IEnumerable<JsonObject> Transformations { get; init; } = [];

    internal JsonObject Json(int id, int x, int y)
    {
        var isTable = Type == "table";
        return new()
        {
            ["id"] = id,
            ["title"] = Title,
            ["description"] = Description,
            ["type"] = Type,
            ["datasource"] = Source(),
            ["gridPos"] = new JsonObject { ["h"] = Height, ["w"] = Width, ["x"] = x, ["y"] = y },
            ["fieldConfig"] = new JsonObject
            {
                ["defaults"] = new JsonObject
                {
                    ["unit"] = Unit,
                    ["custom"] = isTable ? new JsonObject() : new JsonObject
                    {
                        ["lineWidth"] = 1,
                        ["fillOpacity"] = Type == "timeseries" ? 0 : 80
                    },
                    ["thresholds"] = new JsonObject
                    {
                        ["mode"] = "absolute",
                        ["steps"] = new JsonArray([.. Thresholds.Select(step => (JsonNode)new JsonObject { ["color"] = step.Color,
                            ["value"] = step.From })]),
                    },
                },
                ["overrides"] = Overrides(),
            },
            ["targets"] = new JsonArray([.. Queries.Select((query, i) => (JsonNode)Target(query, i, isTable))]),
            ["transformations"] = new JsonArray([.. Transformations]),
        };
    }

    private static JsonObject Source() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    private static JsonObject Target((string Expr, string Legend) query, int index, bool isTable) => new()
    {
        ["refId"] = RefId(index),
        ["datasource"] = Source(),
        ["expr"] = query.Expr,
        ["legendFormat"] = query.Legend,
        ["instant"] = isTable,
        ["range"] = !isTable,
        ["format"] = isTable ? "table" : "time_series",
    };

    // A, B, … Z, A1, B1: every query of a panel needs another.
    private static string RefId(int index) => (char)('A' + (index % 26)) + (index < 26 ? "" : FormattableString.Invariant($"{index / 26}"));

    private JsonArray Overrides() => Dashed is null ? [] : new JsonArray(new JsonObject
    {
        ["matcher"] = new JsonObject { ["id"] = "byRegexp", ["options"] = Dashed },
        ["properties"] = new JsonArray(new JsonObject
        {
            ["id"] = "custom.lineStyle",
            ["value"] = new JsonObject { ["fill"] = "dash", ["dash"] = new JsonArray(10, 10) },
        }),
    });
}
