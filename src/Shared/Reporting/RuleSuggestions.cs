using System.Globalization;

namespace Slo.Shared.Reporting;

/// <summary>Rules that cannot fire, that always fire, that fire without danger, and that did not fire when the budget was spent.</summary>
internal static class RuleSuggestions
{
    internal static IEnumerable<Suggestion> Of(ReviewEvidence evidence, RuleReplay? replay)
    {
        if (replay is null || !evidence.IsObserved)
        {
            return [];
        }

        List<Suggestion> all = [];
        var isSilent = IsSilent(evidence, replay);
        foreach (RuleRecord one in replay.Declared)
        {
            if ((CannotFire(evidence, one) ?? Always(evidence, replay, one) ?? Loud(evidence, replay, one)
                ?? (isSilent ? null : Never(evidence, replay, one))) is { } suggestion)
            {
                all.Add(suggestion);
            }
        }

        if (isSilent)
        {
            all.Add(NoneFired(evidence, replay));
        }

        return all;
    }

    private static Suggestion? CannotFire(ReviewEvidence evidence, RuleRecord one)
    {
        if (one.Rule is not BurnRateRule rule || one.Fired > 0 || !evidence.IsWellObserved
            || evidence.Now.Range.Length < rule.LongWindow || evidence.Now.Events.Total == 0)
        {
            return null;
        }

        var minimum = Math.Max(rule.MinimumEvents, rule.Settings.MinimumBadEvents);
        var most = RuleReplay.MostEvents(evidence.Subject.Steps, rule.LongWindow);
        return most >= minimum
            ? null
            : Suggest(
                evidence, RuleReplay.CertainEvents(evidence.Subject.Steps, rule.LongWindow) is > 0 and var certain
                    ? $"Lower the minimum of the rule '{rule}' to at most {ReportText.Count(certain, "event")}, or lengthen its window."
                    : $"Lower the minimum of the rule '{rule}', or lengthen its window.",
                $"It needs {ReportText.Count(minimum, "event")} in {SloDuration.Format(rule.LongWindow)}, and the busiest one had "
                    + $"{ReportText.Number(most)} at most: with this traffic it can never fire.");
    }

    private static Suggestion? Always(ReviewEvidence evidence, RuleReplay replay, RuleRecord one)
    {
        if (replay.Evaluated < SuggestionLimits.ShortestAlways || !AlwaysFires(replay, one))
        {
            return null;
        }

        var reason = $"It fired for {ReportText.Percent(one.Firing / replay.Evaluated)} of {ReportText.Length(replay.Evaluated)}: an alert "
            + "that never ends is not noticed.";
        return replay.Defaults is { } defaults && !defaults.Any(other => AlwaysFires(replay, other))
            ? WithDefaults(evidence, replay, one, reason)
            : Suggest(evidence, RuleChange.OfOneThatAlwaysFires(one.Rule), reason);
    }

    private static bool AlwaysFires(RuleReplay replay, RuleRecord one) =>
        one.Firing >= replay.Evaluated * SuggestionLimits.AlwaysFiring;

    private static Suggestion? Loud(ReviewEvidence evidence, RuleReplay replay, RuleRecord one)
    {
        var perWeek = one.Fired / (replay.Evaluated / TimeSpan.FromDays(7));
        if (!one.IsOfBudget || !evidence.IsWellObserved
            || one.Fired < SuggestionLimits.FewestLoud || perWeek < SuggestionLimits.LoudPerWeek
            || evidence.Now.SpentRatio is not { } spent || spent > ReviewEvidence.MostSpentWhenLoose)
        {
            return null;
        }

        var often = perWeek.ToString("0.#", CultureInfo.InvariantCulture);
        var reason = $"It fired {ReportText.Count(one.Fired, "time")}, {often} times a week, "
            + $"and {ReportText.Percent(spent)} of the budget was spent: it was never in danger.";
        return IsQuieter(replay, one)
            ? WithDefaults(evidence, replay, one, reason)
            : Suggest(evidence, RuleChange.OfOneThatIsTooLoud(one.Rule), reason);
    }

    // The budget was overspent, and no rule about it fired.
    private static bool IsSilent(ReviewEvidence evidence, RuleReplay replay) =>
        evidence.Now.SpentRatio > 1 && replay.Evaluated > TimeSpan.Zero && replay.Declared.All(one => one.Fired == 0 || !one.IsOfBudget)
        && replay.Declared.Count(one => one.IsOfBudget) == evidence.Subject.Objective.Rules.Count(RuleRecord.IsAboutBudget);

    // Without an outage, a rule for outages is right not to fire. The default rules belong together: some of them are for worse ones.
    private static Suggestion? Never(ReviewEvidence evidence, RuleReplay replay, RuleRecord one)
    {
        if (one.Fired > 0 || !one.IsOfBudget || one.Rule.IsDefault || !(evidence.Now.SpentRatio > 1)
            || replay.Evaluated < SuggestionLimits.ShortestAlways
            || (one.Rule is BurnRateRule burnRate && replay.Evaluated < burnRate.LongWindow))
        {
            return null;
        }

        RuleRecord? other = replay.Declared.Where(other => other.IsOfBudget && other.Fired > 0).MaxBy(other => other.Fired);
        return Suggest(
            evidence, RuleChange.OfOneThatNeverFires(one),
            $"It never fired in {ReportText.Length(replay.Evaluated)}, although {ReportText.Percent(evidence.Now.SpentRatio)} of the "
                + $"budget was spent{(other is null ? "" : $" and '{other.Rule}' fired {ReportText.Count(other.Fired, "time")}")}."
                + RuleChange.Highest(one) + Groups(evidence));
    }

    private static Suggestion NoneFired(ReviewEvidence evidence, RuleReplay replay)
    {
        var reason = $"{ReportText.Percent(evidence.Now.SpentRatio)} of the budget was spent, and no rule "
            + $"{(replay.Declared.All(one => one.Fired == 0) ? "fired" : "about it fired")}.{Groups(evidence)}";
        return replay.Defaults is { } defaults && defaults.Sum(one => one.Fired) is > 0 and var fired
            ? Defaults(evidence, $"{reason} The default rules would have fired {ReportText.Count(fired, "time")}.")
            : Suggest(
                evidence, "Add a rule with a longer window and a lower burn rate, or one for the budget that is left.",
                reason + (replay.Defaults is null ? "" : " The default rules would not have fired either."));
    }

    // A history has no groups.
    private static string Groups(ReviewEvidence evidence) =>
        evidence.Subject.Objective.Definition.AlertPerGroup ? " Alerts of single groups are not counted." : "";

    // Replacing a rule replaces all: the default ones must fire less often, and none of them longer, than this one alone.
    private static bool IsQuieter(RuleReplay replay, RuleRecord one) => replay.Defaults is { } defaults
        && defaults.Sum(other => other.Fired) < one.Fired
        && defaults.Max(other => other.Firing) <= one.Firing;

    private static Suggestion WithDefaults(ReviewEvidence evidence, RuleReplay replay, RuleRecord one, string reason) => Defaults(
        evidence,
        $"The rule '{one.Rule}': {char.ToLowerInvariant(reason[0])}{reason[1..]} The default rules would have fired "
            + $"{ReportText.Count(replay.Defaults!.Sum(other => other.Fired), "time")}.");

    private static Suggestion Defaults(ReviewEvidence evidence, string reason) => Suggest(
        evidence, "Remove the rules: then those of the SRE workbook for the period apply.", reason) with
    {
        Code = ".DefaultRules()",
    };

    private static Suggestion Suggest(ReviewEvidence evidence, string change, string reason) =>
        new(SuggestionKind.Rule, evidence.Subject.Objective.Name, change, reason);
}
