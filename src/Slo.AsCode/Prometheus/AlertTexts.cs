namespace Slo.AsCode.Prometheus;

/// <summary>Alerts in plain words: what happens, over which windows, and what it costs.</summary>
internal static class AlertTexts
{
    /// <summary>The texts of an alert that these rules share.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective, IReadOnlyList<BurnRateRule> rules)
    {
        var counted = objective.Method.Slice == TimeSpan.Zero ? "events" : "slices";
        IEnumerable<string> rates = rules.Select((rule, i) => $"{PromNumber.Format(decimal.Round(rule.Factor, 4))} times "
            + $"{(i == 0 ? "the sustainable rate or faster, " : "")}over {Windows(rule)}");
        var longWindow = Long(rules[0]);
        return Of(objective, (
            $"the error budget burns at {string.Join(", or at ", rates)}",
            rules.Count == 1
                ? $"{{{{ $value | humanizePercentage }}}} of the {counted} of the last {longWindow} were bad, the alert is at "
                    + $"{Threshold(objective, rules[0])}. "
                    + $"At this rate {Spent(rules[0])} of the budget of {objective.Period} goes within {longWindow}."
                : $"{{{{ $value | humanizePercentage }}}} of the {counted} of a window were bad, the alert is at "
                    + string.Join(", or at ", rules.Select(rule => $"{Threshold(objective, rule)} over {Long(rule)}"))
                    + $". At these rates the budget of {objective.Period} loses "
                    + $"{string.Join(", or ", rules.Select(rule => $"{Spent(rule)} within {Long(rule)}"))}."));
    }

    /// <summary>Summary and description, with the name and the promise.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective, (string Summary, string Description) texts)
    {
        var name = PromText.Template(objective.DisplayName ?? objective.Name);
        var promise = $" The target is {PromNumber.Percent(objective.TargetRatio)} over {objective.Period}."
            + (objective.Description is { } text ? " " + PromText.Template(text) : "");
        return [new("summary", $"{name}: {texts.Summary}"), new("description", texts.Description + promise)];
    }

    private static string Long(BurnRateRule rule) => SloDuration.Format(rule.LongWindow);

    private static string Windows(BurnRateRule rule) => Long(rule)
        + (rule.LongWindow == rule.ShortWindow ? "" : $" and {SloDuration.Format(rule.ShortWindow)}");

    private static string Spent(BurnRateRule rule) => PromNumber.Percent(rule.BudgetFraction);

    private static string Threshold(SloObjective objective, BurnRateRule rule) => PromNumber.Percent(Guards.Threshold(rule, objective));
}
