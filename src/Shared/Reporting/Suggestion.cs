namespace Slo.Shared.Reporting;

/// <summary>A change that the history supports. People decide.</summary>
/// <param name="Kind">What it changes.</param>
/// <param name="Objective">The objective; the name of the new one, for a route.</param>
/// <param name="Change">What to do, in a sentence.</param>
/// <param name="Reason">The numbers that support it.</param>
/// <param name="Json">The keys of appsettings below <c>Slo:Objectives</c>; null: the history does not have the values.</param>
/// <param name="Code">The same in C#, or null.</param>
internal sealed record Suggestion(
    SuggestionKind Kind, string Objective, string Change, string Reason, string? Json = null, string? Code = null)
{
    /// <summary>The kind as a word: <c>target</c>.</summary>
    internal string Word => WordOf(Kind);

    /// <summary>A kind as a word.</summary>
    internal static string WordOf(SuggestionKind kind) => kind switch
    {
        SuggestionKind.Target => "target",
        SuggestionKind.Threshold => "threshold",
        SuggestionKind.Rule => "rule",
        _ => "objective",
    };
}
