namespace Slo.AsCode.Prometheus;

/// <summary>What rules for Prometheus cannot express of an objective.</summary>
internal static class RuleLosses
{
    internal static IEnumerable<SloFinding> Of(SloObjective objective, PrometheusRulesOptions options)
    {
        IEnumerable<SloFinding> losses = EventQueries.Check(objective) is { } problem
            ? [problem]
            :
            [
                .. OfPeriod(objective), .. OfTime(objective), .. OfTerms(objective), .. OfGroups(objective), .. OfRules(objective, options),
                .. ObjectiveLabels.Lost(objective), .. AlertPairs.Lost(objective),
            ];
        return losses.Select(loss => loss with { Objective = objective.Name });
    }

    private static IEnumerable<SloFinding> OfPeriod(SloObjective objective)
    {
        if (!objective.Period.IsRolling)
        {
            yield return SloFinding.Error(SloFindingCodes.PrometheusPeriodLoss,
                $"period {objective.Period}: ranges of PromQL have one length, so compliance and budget of the period are left out; "
                + $"burn-rate rules stay, with the nominal {SloDuration.Format(objective.Period.Length)}", "period");
            foreach (AlertRule rule in objective.Rules.Where(RuleAlerts.NeedsPeriod))
            {
                yield return Of(SloFindingCodes.PrometheusRuleLoss, rule, "is omitted, because it needs the calendar period");
            }
        }
    }

    // What is not declared is a difference that docs/parity.md describes; what is, is not lost without a word.
    private static IEnumerable<SloFinding> OfTime(SloObjective objective)
    {
        if (!SliceSteps.AreAligned(objective))
        {
            yield return SloFinding.Error(SloFindingCodes.PrometheusSliceLoss,
                $"slices of {SloDuration.Format(objective.Method.Slice)}: begin with the period, {objective.Period}, and in "
                + "Prometheus at multiples of their width since 1970 UTC; choose slices that divide the offset of the zone, for example "
                + "15m", "slice");
        }

        if (objective.Definition.UnobservedTime == UnobservedTime.AssumeGood)
        {
            yield return SloFinding.Error(SloFindingCodes.PrometheusTimeLoss,
                "unobserved time: is declared as good, and ratios of Prometheus are those of the samples that it has, as with Exclude",
                "unobserved time");
        }
    }

    private static IEnumerable<SloFinding> OfTerms(SloObjective objective)
    {
        if (objective.ScheduledTargets.Count > 0)
        {
            yield return SloFinding.Error(SloFindingCodes.PrometheusTermsLoss,
                "scheduled targets: are left out, because a range of PromQL has one target; the objective's own judges all time",
                "scheduled targets");
        }

        if (objective.Exclusions.Count > 0)
        {
            yield return SloFinding.Error(SloFindingCodes.PrometheusTermsLoss,
                "exclusions: are left out, because PromQL cannot leave time out of a range; silence the alerts in the Alertmanager",
                "exclusions");
        }
    }

    private static IEnumerable<SloFinding> OfGroups(SloObjective objective) => objective.AlertPerGroup
        ? [SloFinding.Error(SloFindingCodes.PrometheusGroupLoss,
            "alerts of groups: are omitted, because the rules sum over all groups; those of the objective stay", "alert per group")]
        : [];

    private static IEnumerable<SloFinding> OfRules(SloObjective objective, PrometheusRulesOptions options)
    {
        var events = EventQueries.Of(objective, options);
        foreach (AlertRule rule in objective.Rules)
        {
            if (rule.Settings.CoolDown > TimeSpan.Zero)
            {
                yield return Of(SloFindingCodes.PrometheusCoolDownLoss, rule,
                    $"a cool-down of {SloDuration.Format(rule.Settings.CoolDown)} has no counterpart; "
                    + "repeat_interval of the Alertmanager comes nearest");
            }

            if (RuleAlerts.Loss(rule, new RecordedQueries("", "", events)) is { } reason)
            {
                yield return Of(SloFindingCodes.PrometheusRuleLoss, rule, $"is omitted, because {reason}");
            }

            if (rule is BurnRateRule burn)
            {
                foreach (SloFinding loss in OfBurnRate(burn, events, options))
                {
                    yield return loss;
                }
            }
        }
    }

    private static IEnumerable<SloFinding> OfBurnRate(BurnRateRule rule, EventQueries events, PrometheusRulesOptions options)
    {
        if (rule.ShortWindow < 2 * options.ScrapeInterval)
        {
            yield return Of(SloFindingCodes.PrometheusWindowLoss, rule,
                $"the window {SloDuration.Format(rule.ShortWindow)} has no two scrapes of {SloDuration.Format(options.ScrapeInterval)}, "
                + "so it never has a rate; scrape more often and set ScrapeInterval, or use a longer window");
        }

        if (rule.MinimumEvents > 0)
        {
            yield return Of(SloFindingCodes.PrometheusStateLoss, rule, FormattableString.Invariant(
                $"with fewer than {rule.MinimumEvents} events the rule keeps its state in the process, and the alert ends in Prometheus"));
        }

        if (Guards.IsLost(rule, events))
        {
            yield return Of(SloFindingCodes.PrometheusGuardLoss, rule,
                "the guard for low traffic is omitted, because the query does not give the number of events; write it with increase()");
        }
    }

    private static SloFinding Of(string code, AlertRule rule, string loss) =>
        SloFinding.Error(code, $"rule '{rule}': {loss}", $"rule '{rule}'");
}
