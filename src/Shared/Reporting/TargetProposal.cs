namespace Slo.Shared.Reporting;

/// <summary>A target for the next period, with its reason. People decide.</summary>
/// <param name="TargetRatio">The proposed target; the present one where it is to stay; null: there is too little data.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record TargetProposal(decimal? TargetRatio, string Reason)
{
    /// <summary>A lower target is to leave this much of the budget that the worst period would have had.</summary>
    internal const double LeftWhenLoosened = 0.1;

    /// <summary>A tighter target is to leave this much.</summary>
    internal const double LeftWhenTightened = 0.5;

    /// <summary>A target that allows fewer bad events has no significance.</summary>
    internal const double FewestAllowed = 10;

    /// <summary>The share of the range that must be observed.</summary>
    internal const double FewestObserved = 0.5;

    /// <summary>Targets that are proposed.</summary>
    internal static readonly decimal[] Ladder =
        [0.5m, 0.75m, 0.9m, 0.95m, 0.97m, 0.98m, 0.99m, 0.995m, 0.998m, 0.999m, 0.9995m, 0.9998m, 0.9999m, 0.99995m, 0.99999m];

    internal static TargetProposal Of(ReviewEvidence evidence)
    {
        var current = evidence.Subject.Objective.TargetRatio;
        if (evidence.LowestCompliance is not { } lowest || evidence.Now.IsMet is null)
        {
            return new(null, "There were no events to judge.");
        }

        if (evidence.Now.CoverageRatio < FewestObserved)
        {
            return new(
                null, $"Only {ReportText.Percent(evidence.Now.CoverageRatio)} of the time was observed; "
                    + $"{ReportText.Percent(FewestObserved)} is needed.");
        }

        var worst = ReportText.Compliance(lowest, current);
        if (evidence.IsTooTight)
        {
            return Highest(evidence, lowest, LeftWhenLoosened) is { } lower && lower < current
                ? new(lower, $"Missed in every period; the worst one had {worst}, which would have left a tenth of this budget or more.")
                : new(
                    current, $"Missed in every period, at worst with {worst}: no usual target would have held. Improve the service first.");
        }

        if (evidence.IsTooLoose)
        {
            return Higher(evidence, lowest, worst);
        }

        return evidence.AllowedUnits < 1
            ? new(current, "A single bad event spends the budget: take a longer period or a lower target.")
            : new(current, "It is neither always met with ease nor always missed.");
    }

    /// <summary>Whether a period of this compliance would have left so much of the budget of a target.</summary>
    internal static bool IsSupported(decimal target, double compliance, double left) => 1 - compliance <= (double)(1 - target) * (1 - left);

    private static string Periods(ReviewEvidence evidence) => ReportText.Count(evidence.Periods.Count, "known period");

    private static TargetProposal Higher(ReviewEvidence evidence, double lowest, string worst)
    {
        var current = evidence.Subject.Objective.TargetRatio;
        return !evidence.IsWellObserved
            ? new(
                current, $"Never breached, but only {ReportText.Percent(evidence.Now.CoverageRatio)} of the time was observed: for a "
                    + $"higher target, {ReportText.Percent(SuggestionLimits.WellObserved)} is needed.")
            : Highest(evidence, lowest, LeftWhenTightened) is { } higher && higher > current
            ? new(
                higher, $"Never breached in {Periods(evidence)}; the worst had {worst}, which would have left half of this budget or "
                    + "more.")
            : new(current, "Never breached, but the traffic is too low to show that a tighter target would hold.");
    }

    // The highest target of which the worst period would have left so much of the budget.
    private static decimal? Highest(ReviewEvidence evidence, double lowest, double left) => Ladder
        .Where(target => IsSupported(target, lowest, left) && evidence.Units * (double)(1 - target) >= FewestAllowed)
        .Cast<decimal?>().Max();
}
