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
        var counted = objective.Method.Kind == BudgetingMethodKind.Occurrences ? "events" : "slices";
        return Texts(
            objective,
            $"the error budget burns at {factor} times the sustainable rate or faster, over {windows}",
            $"{{{{ $value | humanizePercentage }}}} of the {counted} of the last {longWindow} were bad, the alert is at "
                + $"{Threshold(objective, rule)}. "
                + $"At this rate {PromNumber.Percent(rule.BudgetFraction)} of the budget of {objective.Period} goes within {longWindow}.");
    }

    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective, RemainingBudgetRule rule) => Texts(
        objective,
        rule.RemainingRatio == 0 ? "the error budget is overspent" : $"less than {PromNumber.Percent(rule.RemainingRatio)} of the error "
            + "budget is left",
        $"{{{{ $value | humanizePercentage }}}} of the budget of {objective.Period} is left.");

    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective, ExhaustionRule rule) => Texts(
        objective,
        $"the error budget ends within {SloDuration.Format(rule.Within)}",
        "At the current burn rate the budget ends in {{ $value | humanizeDuration }}.");

    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective, SilenceRule rule) => Texts(
        objective,
        $"no events for {SloDuration.Format(rule.After)}",
        "No traffic, or no source of events: there is no compliance and no burn rate at present.");

    private static string Threshold(SloObjective objective, BurnRateRule rule) => PromNumber.Percent(Guards.Threshold(rule, objective));

    private static IEnumerable<KeyValuePair<string, string>> Texts(SloObjective objective, string summary, string description)
    {
        var name = PromText.Template(objective.DisplayName ?? objective.Name);
        var promise = $" The target is {PromNumber.Percent(objective.TargetRatio)} over {objective.Period}."
            + (objective.Description is { } text ? " " + PromText.Template(text) : "");
        return [new("summary", $"{name}: {summary}"), new("description", description + promise)];
    }
}
