namespace Slo.AsCode.Prometheus;

/// <summary>Alerts in plain words: what happens, over which windows, and what it costs.</summary>
internal static class AlertTexts
{
    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective, BurnRateRule rule)
    {
        var longWindow = SloDuration.Format(rule.LongWindow);
        var shortWindow = SloDuration.Format(rule.ShortWindow);
        var factor = PromNumber.Format(decimal.Round(rule.Factor, 4));
        var windows = rule.LongWindow == rule.ShortWindow ? longWindow : $"{longWindow} and {shortWindow}";
        var counted = objective.Method.Slice == TimeSpan.Zero ? "events" : "slices";
        return Of(objective, (
            $"the error budget burns at {factor} times the sustainable rate or faster, over {windows}",
            $"{{{{ $value | humanizePercentage }}}} of the {counted} of the last {longWindow} were bad, the alert is at "
                + $"{Threshold(objective, rule)}. "
                + $"At this rate {PromNumber.Percent(rule.BudgetFraction)} of the budget of {objective.Period} goes within {longWindow}."));
    }

    /// <summary>Summary and description, with the name and the promise.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective, (string Summary, string Description) texts)
    {
        var name = PromText.Template(objective.DisplayName ?? objective.Name);
        var promise = $" The target is {PromNumber.Percent(objective.TargetRatio)} over {objective.Period}."
            + (objective.Description is { } text ? " " + PromText.Template(text) : "");
        return [new("summary", $"{name}: {texts.Summary}"), new("description", texts.Description + promise)];
    }

    private static string Threshold(SloObjective objective, BurnRateRule rule) => PromNumber.Percent(Guards.Threshold(rule, objective));
}
