using System.Globalization;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary>The conditions under which an objective passes.</summary>
/// <param name="FailOn">The value of --fail-on: burning, missed, exhausted, gate or never.</param>
internal sealed record Gate(string FailOn)
{
    /// <summary>The share of the error budget that must be left; null: any.</summary>
    internal double? LeastBudget { get; init; }

    /// <summary>The highest burn rate allowed, of the lower one of the two windows of a rule; null: any.</summary>
    internal double? MostBurn { get; init; }

    /// <summary>The number of events of the period that are needed to judge compliance.</summary>
    internal long LeastEvents { get; init; } = 20;

    /// <summary>The share of the period that must have been observed; null: any.</summary>
    internal double? LeastCoverage { get; init; }

    /// <summary>The decision of the release gate of the app; null: the source has none.</summary>
    internal GateAnswer? Release { get; init; }

    /// <summary>Why an objective fails; empty if it passes, or if the release gate is overridden for it.</summary>
    internal IReadOnlyList<string> Faults(ObjectiveStatus status) => Release?.OverrideOf(status.Name) is null ? AllFaults(status) : [];

    /// <summary>Why the faults of an objective do not count; null: they do.</summary>
    internal string? Overridden(ObjectiveStatus status) => Release?.OverrideOf(status.Name) is { } release
        && AllFaults(status) is { Length: > 0 } faults ? $"{string.Join("; ", faults)}; {release}" : null;

    private string[] AllFaults(ObjectiveStatus status)
    {
        string[] own = [.. OwnFaults(status)];
        return [.. own, .. ReleaseFaults(status, own.Length > 0)];
    }

    // The reasons of the release gate, without those that the status has already given.
    private IEnumerable<string> ReleaseFaults(ObjectiveStatus status, bool hasFaults) => FailOn == "never" ? []
        : from reason in Release?.Of(status.Name) ?? []
          where FailOn == "gate" || reason.Cause switch
          {
              SloReleaseCause.Policy => true,
              SloReleaseCause.BudgetExhausted => !(hasFaults && status.IsExhausted),
              _ => FailOn == "burning" && status.Burning is null,
          }
          select reason.ToString();

    private IEnumerable<string> OwnFaults(ObjectiveStatus status)
    {
        if (FailOn is not ("never" or "gate") && status.IsExhausted)
        {
            yield return $"its error budget is exhausted: {Display.Percent(status.BudgetRatio)} left";
        }
        else if (IsMissed(status) && HasEnough(status))
        {
            yield return $"its compliance so far is {Display.Percent(status.ComplianceRatio)}, below its target of "
                + Display.Target(status.TargetRatio);
        }

        if (FailOn == "burning" && status.Burning is { } rule)
        {
            yield return $"a rule fires: {rule.Text}";
        }

        if (status.BudgetRatio < LeastBudget)
        {
            yield return $"{Display.Percent(status.BudgetRatio)} of its error budget is left, below {Display.Percent(LeastBudget)}";
        }

        if (status.BurnRate > MostBurn)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"its burn rate is {status.BurnRate:0.##}, above {MostBurn:0.##}");
        }
    }

    /// <summary>Why an objective with data cannot be judged; empty if it can.</summary>
    internal IEnumerable<string> Doubts(ObjectiveStatus status)
    {
        if (!HasEnough(status))
        {
            yield return $"{Display.Count(status.Events!.Value, "event")} in its period, below {Display.Count(LeastEvents)}";
        }

        if (IsUncovered(status))
        {
            yield return $"{Display.Percent(status.CoverageRatio)} of its period was observed, below {Display.Percent(LeastCoverage)}";
        }
    }

    /// <summary>Whether there are enough events to judge compliance; true if the number of events is not known.</summary>
    internal bool HasEnough(ObjectiveStatus status) => status.HasData && !(status.Events < LeastEvents);

    /// <summary>Whether the doubts about an objective prevent a verdict although others can be judged.</summary>
    internal bool IsDoubtful(ObjectiveStatus status) =>
        status.HasData && ((IsMissed(status) && !HasEnough(status)) || IsUncovered(status));

    private bool IsMissed(ObjectiveStatus status) => FailOn is "missed" or "burning" && status.IsMet == false;

    private bool IsUncovered(ObjectiveStatus status) => LeastCoverage is { } least && (status.CoverageRatio ?? 0) < least;
}
