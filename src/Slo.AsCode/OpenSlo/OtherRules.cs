using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>
/// Rules that OpenSLO has no condition for, in one annotation: <c>remaining-budget 0.25 ticket; exhaustion 3d page hold=5m; silence 10m
/// page</c>.
/// </summary>
internal static class OtherRules
{
    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static readonly AlertRuleBasis[] Bases = [.. AlertRuleKind.All.Where(IsOther).SelectMany(kind => kind.Bases)];

    internal static void Read(Metadata slo, SloObjectiveBuilder builder)
    {
        foreach (var rule in (slo.Annotations.Text(AnnotationNames.OtherRules) ?? "").Split(';', Trimmed))
        {
            if (Read(rule.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { } definition)
            {
                builder.Rule(definition);
            }
            else
            {
                slo.Findings.Error(SloFindingCodes.InvalidAnnotation, slo.Annotations.Place(AnnotationNames.OtherRules)!,
                    $"{AnnotationNames.OtherRules} '{Shown.Text(rule)}': must have the form remaining-budget 0.25 ticket, "
                    + "exhaustion 3d page or silence 10m page, optionally followed by hold=, keep-firing= and cool-down=");
            }
        }
    }

    /// <summary>The rules of an objective that are not burn-rate rules; null where there are none.</summary>
    internal static string? Write(SloDefinition objective)
    {
        string[] texts = [.. objective.Rules.Where(rule => IsOther(rule.Kind)).Select(Write)];
        return texts.Length == 0 ? null : string.Join("; ", texts);
    }

    private static bool IsOther(AlertRuleKind kind) => kind != BurnRateRule.Kind;

    // A kind with several bases is named after the condition.
    private static string Word(AlertRuleBasis basis) =>
        RuleFields.Word(basis.Kind.Bases.Count == 1 ? basis.Kind.Name : basis.Condition.Name);

    private static string Write(AlertRuleDefinition rule)
    {
        AlertRuleArgument condition = rule.Basis.Condition;
        return string.Join(' ', [
            Word(rule.Basis), AlertRuleArgument.Format(rule[condition]!), rule.Severity.Word(),
            .. rule.Values.Where(value => value.Key != condition)
                .Select(value => $"{RuleFields.Word(value.Key.Name)}={AlertRuleArgument.Format(value.Value)}"),
        ]);
    }

    private static AlertRuleDefinition? Read(string[] words)
    {
        if (words.Length < 3 || words[2] is not ("page" or "ticket") || Array.Find(Bases, basis => Word(basis) == words[0]) is not { } basis
            || !basis.Condition.TryParse(words[1], out var condition))
        {
            return null;
        }

        List<KeyValuePair<AlertRuleArgument, object>> values = [new(basis.Condition, condition)];
        foreach (var word in words.AsSpan(3))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0
                || basis.Arguments.FirstOrDefault(argument => RuleFields.Word(argument.Name) == word[..equals]) is not { } argument
                || !argument.TryParse(word[(equals + 1)..], out var value))
            {
                return null;
            }

            values.Add(new(argument, value));
        }

        return basis.Arguments.All(argument => !argument.IsRequired || values.Exists(value => value.Key == argument))
            ? new AlertRuleDefinition(basis, words[2] == "page" ? AlertSeverity.Page : AlertSeverity.Ticket, values)
            : null;
    }
}
