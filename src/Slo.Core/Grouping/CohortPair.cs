namespace Slo.Grouping;

/// <summary>A canary compared with a baseline, from the appearance of the later one on.</summary>
internal sealed record CohortPair(Cohort Baseline, Cohort Canary, SloCanary Comparison)
{
    internal void Advance(long to) => Comparison.Add(
        Baseline.New, Canary.New, TimeSpan.FromTicks(to - Math.Max(Baseline.Since, Canary.Since)));
}
