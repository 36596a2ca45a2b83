using Slo.Hosting.Logging;

namespace Slo.Hosting.Sources.Polling;

/// <summary>Which source answers the queries of an objective, or why none does.</summary>
/// <param name="Gate">The source; null: none.</param>
/// <param name="Problem">Why none; null: there is one.</param>
internal readonly record struct SourceMatch(SourceGate? Gate, SloFinding? Problem)
{
    /// <summary>Finds the source by the kind of the queries, and by the name of their data source if they have one.</summary>
    internal static SourceMatch Of(QueryIndicator queries, IReadOnlyList<SourceGate> gates)
    {
        SourceGate[] ofKind = [.. gates.Where(gate => queries.Source.Length == 0 && queries.DataSource is not null
            || gate.Profile.Kind.Equals(queries.Source, StringComparison.OrdinalIgnoreCase))];
        SourceGate[] found = queries.DataSource is { } name
            ? [.. ofKind.Where(gate => gate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))] : ofKind;
        return found switch
        {
            [var gate] => Refusal(gate.Profile.Source, queries) is { } refusal
                ? new(null, Warning($"queries of {Shown(queries)}: {refusal}")) : new(gate, null),
            { Length: > 1 } => new(null, Warning(
                $"queries of {Shown(queries)}: {string.Join(" and ", found.Select(gate => $"'{gate.Name}'"))} both answer them; name one "
                + "as their data source")),
            _ => new(null, Warning(
                $"queries of {Shown(queries)}: no source answers them, so the objective has no events; there are "
                + $"{string.Join(", ", gates.Select(gate => $"'{gate.Name}' ({gate.Profile.Kind})"))}")),
        };
    }

    private static SloFinding Warning(string message) =>
        SloFinding.Warning(SloFindingCodes.UnreadQueries, SloText.OneLine(message, 500), "queries");

    private static string Shown(QueryIndicator queries) =>
        queries.DataSource is { } name ? $"{queries.Source} '{name}'".TrimStart() : queries.Source;

    private static string? Refusal(SloSource source, QueryIndicator queries)
    {
        try
        {
            return source.GetRefusal(queries);
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"GetRefusal of {source.GetType().Name} threw {Thrown.Where(exception)}";
        }
    }
}
