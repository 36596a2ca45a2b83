namespace Slo.Grouping;

/// <summary>The comparison of a canary with a baseline, since the later of both appeared.</summary>
internal sealed record CohortPair(Cohort Baseline, Cohort Canary, SloCanary Comparison)
{
    internal void Advance(long to) => Comparison.Add(
        Baseline.New, Canary.New, TimeSpan.FromTicks(to - Math.Max(Baseline.Since, Canary.Since)));
}
