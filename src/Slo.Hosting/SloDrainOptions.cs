namespace Slo;

/// <summary>When an instance reports that it is not ready, because it is worse than the rest of its fleet.</summary>
public sealed class SloDrainOptions
{
    /// <summary>Whether the instance drains when it is worse than the others (<see cref="SloFleet.Compare"/>). Default true. If not, only
    /// <see cref="SloDrain"/> drains it.</summary>
    public bool WhenWorse { get; set; } = true;

    /// <summary>The names of the objectives that are compared. Default empty: all objectives that the fleet evaluates. The host does not
    /// start if one is not declared.</summary>
    public IList<string> Objectives { get; } = [];

    /// <summary>The smallest ratio of this instance's share of bad events to that of the others with which it drains. Default 2; from 1 to
    /// 1,000. The burn rate of this instance must be above 1 too.</summary>
    public double MinimumFactor { get; set; } = 2;

    /// <summary>
    /// The largest share of the fleet's instances that may be missing: this instance, those that do not report
    /// (<see cref="SloFleetMembers"/>), and those that may be as bad according to the bad events of the others. If it would be exceeded,
    /// the instance does not drain. Default 0.34; above 0, below 1. With the default, no instance of a fleet of two drains.
    /// </summary>
    public double MaximumShareRatio { get; set; } = 0.34;

    /// <summary>The minimum time for which it stays drained. Default 10 min; from 0 to 1 d. With at least 10 min, the comparison then
    /// contains no more events of this instance, so it takes traffic again.</summary>
    public TimeSpan MinimumDuration { get; set; } = TimeSpan.FromMinutes(10);

    internal IEnumerable<string> GetFaults()
    {
        if (!(MaximumShareRatio > 0 && MaximumShareRatio < 1))
        {
            yield return FormattableString.Invariant(
                $"MaximumShareRatio {MaximumShareRatio}: must be above 0 and below 1, for example 0.34");
        }

        if (!(MinimumFactor >= 1 && MinimumFactor <= 1_000))
        {
            yield return FormattableString.Invariant($"MinimumFactor {MinimumFactor}: must be from 1 to 1000, for example 2");
        }

        if (MinimumDuration < TimeSpan.Zero || MinimumDuration > TimeSpan.FromDays(1))
        {
            yield return $"MinimumDuration {SloDuration.Format(MinimumDuration)}: must be from 0s to 1d, for example 10m";
        }
    }
}
