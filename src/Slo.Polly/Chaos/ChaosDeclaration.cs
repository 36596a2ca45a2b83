namespace Slo.Polly.Chaos;

/// <summary>A declared experiment.</summary>
/// <param name="Name">Its name, which is the key of its service.</param>
/// <param name="Options">Its options.</param>
/// <param name="Set">The set of its objective; empty: the default set.</param>
internal sealed record ChaosDeclaration(string Name, SloChaosOptions Options, string Set)
{
    internal IEnumerable<SloFinding> Check(SloRegistry registry)
    {
        List<string> faults = [.. Faults()];
        if (Options.Objective is not { Length: > 0 } objective || !registry.TryGet(objective, out _))
        {
            var known = registry.Trackers.Select(tracker => tracker.Objective.Name);
            faults.Add($"Objective '{SloText.OneLine(Options.Objective, 63)}': is not declared"
                + SloText.NearestHint(Options.Objective ?? "", known));
        }

        return faults.Select(fault => SloFinding.Error(
            SloFindingCodes.ChaosOption, $"chaos experiment '{SloText.OneLine(Name, 63)}': {fault}", $"Chaos:{SloText.OneLine(Name, 63)}"));
    }

    private IEnumerable<string> Faults() => new[]
    {
        string.IsNullOrWhiteSpace(Options.Hypothesis) || Options.Hypothesis.Length > SloLedgerEntry.LongestText
            ? $"Hypothesis: must have 1 to {SloLedgerEntry.LongestText} characters; say what should hold" : null,
        Options.InjectionRate is > 0 and <= 1 ? null
            : FormattableString.Invariant($"InjectionRate {Options.InjectionRate}: must be above 0 and up to 1, for example 0.05"),
        Options.AllowedBudgetRatio is > 0 and <= 0.5 ? null
            : FormattableString.Invariant(
                $"AllowedBudgetRatio {Options.AllowedBudgetRatio}: must be above 0 and up to 0.5, for example 0.01"),
        Options.MinimumBudgetRatio is >= 0 and <= 1 ? null
            : FormattableString.Invariant($"MinimumBudgetRatio {Options.MinimumBudgetRatio}: must be from 0 to 1, for example 0.5"),
        Options.Duration >= TimeSpan.FromSeconds(1) && Options.Duration <= TimeSpan.FromDays(1) ? null
            : $"Duration {SloDuration.Format(Options.Duration)}: must be from 1s to 1d, for example 10m",
        Options.MinimumInjections is >= 1 and <= 1_000_000 ? null
            : FormattableString.Invariant($"MinimumInjections {Options.MinimumInjections}: must be from 1 to 1000000, for example 20"),
        Options.SettlesWithin >= TimeSpan.Zero && Options.SettlesWithin <= TimeSpan.FromMinutes(10) ? null
            : $"SettlesWithin {SloDuration.Format(Options.SettlesWithin)}: must be from 0s to 10m, for example 10s",
    }.OfType<string>();
}
