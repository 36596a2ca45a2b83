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
        foreach (RuleRecord one in replay.Declared)
        {
            if ((CannotFire(evidence, one) ?? Always(evidence, replay, one) ?? Loud(evidence, replay, one)) is { } suggestion)
            {
                all.Add(suggestion);
            }
        }

        if (evidence.Now.SpentRatio > 1 && replay.Declared.All(one => one.Fired == 0))
        {
            all.Add(Never(evidence, replay));
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
        if (one.Rule is not BurnRateRule || replay.Evaluated < SuggestionLimits.ShortestAlways || !AlwaysFires(replay, one))
        {
            return null;
        }

        var reason = $"It fired for {ReportText.Percent(one.Firing / replay.Evaluated)} of {ReportText.Length(replay.Evaluated)}: an alert "
            + "that never ends is not noticed.";
        return replay.Defaults is { } defaults && !defaults.Any(other => AlwaysFires(replay, other))
            ? WithDefaults(evidence, replay, one, reason)
            : Suggest(evidence, $"Lower the target, or remove the rule '{one.Rule}', until the service is better.", reason);
    }

    private static bool AlwaysFires(RuleReplay replay, RuleRecord one) =>
        one.Firing >= replay.Evaluated * SuggestionLimits.AlwaysFiring;

    private static Suggestion? Loud(ReviewEvidence evidence, RuleReplay replay, RuleRecord one)
    {
        var perWeek = one.Fired / (replay.Evaluated / TimeSpan.FromDays(7));
        if (one.Rule is not BurnRateRule || !evidence.IsWellObserved
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
            : Suggest(evidence, $"Give the rule '{one.Rule}' a minimum of events, or a longer window.", reason);
    }

    private static Suggestion Never(ReviewEvidence evidence, RuleReplay replay)
    {
        var reason = $"{ReportText.Percent(evidence.Now.SpentRatio)} of the budget was spent, and no rule fired.";
        return replay.Defaults is { } defaults && defaults.Sum(one => one.Fired) is > 0 and var fired
            ? Defaults(evidence, $"{reason} The default rules would have fired {ReportText.Count(fired, "time")}.")
            : Suggest(
                evidence, "Add a rule with a longer window and a lower burn rate, or one for the budget that is left.",
                reason + (replay.Defaults is null ? "" : " The default rules would not have fired either."));
    }

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
