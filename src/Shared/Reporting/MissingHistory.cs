namespace Slo.Shared.Reporting;

/// <summary>What the history lacks for a suggestion.</summary>
/// <param name="Kind">The suggestions that it is missing for; null: for any.</param>
/// <param name="Objective">The objective; null: the service, for objectives of routes.</param>
/// <param name="Reason">What is missing, with what there is and what is needed.</param>
internal sealed record MissingHistory(SuggestionKind? Kind, string? Objective, string Reason)
{
    /// <summary>The share of the period that was observed, if it is too small.</summary>
    internal double? ObservedRatio { get; init; }

    /// <summary>The share that is needed.</summary>
    internal double? NeededRatio { get; init; }

    /// <summary>What there is, if it is too few: events, slices, periods, seconds or requests, as the reason says.</summary>
    internal long? Count { get; init; }

    /// <summary>What is needed.</summary>
    internal long? NeededCount { get; init; }

    /// <summary>The kind as a word; null: any.</summary>
    internal string? Word => Kind is { } kind ? Suggestion.WordOf(kind) : null;
}
