using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slo.Kubernetes.Routes;

/// <summary>The state that an undo restores, as it is stored: the weights before the change, and those that were set. The settings may be
/// edited before the undo.</summary>
/// <param name="Before">The weights before.</param>
/// <param name="Set">The weights of the same destinations that were set; null in a memo of the first version, and if there are
/// none.</param>
internal sealed record RouteMemo(RouteWeights Before, RouteWeights? Set)
{
    private const string Version = "v2";

    private const int LargestWeight = 1_000_000;

    /// <summary>Returns a text that <see cref="Of"/> reads: the version, the default, and for each destination its name, the weight before
    /// the change, and the weight that was set.</summary>
    public override string ToString()
    {
        JsonArray rows =
        [
            .. Before.Names.Select((name, i) => (JsonNode)(Set is null
                ? new JsonArray(name, Before.Written[i]) : new JsonArray(name, Before.Written[i], Set.Written[i]))),
        ];
        return new JsonArray(Version, Before.Default, rows).ToJsonString();
    }

    /// <returns>The memo; null if the text is not valid.</returns>
    internal static RouteMemo? Of(string? text)
    {
        try
        {
            if (text is null || JsonNode.Parse(text) is not JsonArray all)
            {
                return null;
            }

            // A memo of the first version has neither a version number nor the weights that were set.
            JsonNode?[] parts = all.Count == 3 && all[0]?.GetValue<string>() == Version ? [.. all.Skip(1)] : [.. all];
            return parts is [{ } standard, JsonArray list] ? Read(standard.GetValue<int>(), list) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException
            or NullReferenceException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static RouteMemo? Read(int standard, JsonArray list)
    {
        JsonArray[] rows = [.. list.Select(row => row!.AsArray())];
        string[] names = [.. rows.Select(row => row[0]!.GetValue<string>())];
        RouteWeights before = new(names, Column(1), standard);
        RouteWeights? set = rows.Length > 0 && rows.All(row => row.Count > 2) ? before with { Written = Column(2) } : null;
        return before.Written.Concat(set?.Written ?? []).Append(standard).All(weight => weight is null or (>= 0 and <= LargestWeight))
            ? new(before, set) : null;

        int?[] Column(int index) => [.. rows.Select(row => row[index]?.GetValue<int>())];
    }
}
