namespace Slo;

/// <summary>When an instance reports that it is not ready, because it is worse than the rest of its fleet.</summary>
public sealed class SloDrainOptions
{
    /// <summary>Whether the instance drains when it is worse than the others (<see cref="SloFleet.Compare"/>). Default true. If not, only
    /// <see cref="SloDrain"/> drains it.</summary>
    public bool WhenWorse { get; set; } = true;

    /// <summary>The objectives by which it is compared. Default empty: all that the fleet evaluates. The host does not start if one is not
    /// declared.</summary>
    public IList<string> Objectives { get; } = [];

    /// <summary>How many times as large as that of the others the share of bad events here must be. Default 2; from 1 to 1,000. The burn
    /// rate here must be above 1 too.</summary>
    public double MinimumFactor { get; set; } = 2;

    /// <summary>
    /// The greatest share of the fleet that may be missing with this instance: itself, those that do not report
    /// (<see cref="SloFleetMembers"/>), and those that may be as bad, by the bad events of the others. Beyond it the instance stays.
    /// Default 0.34; above 0, below 1. A fleet of two does not drain by default.
    /// </summary>
    public double MaximumShareRatio { get; set; } = 0.34;

    /// <summary>How long it stays drained at least. Default 10 min; from 0 to 1 d. After that the comparison, which then has no events of
    /// it left, lets it try again.</summary>
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
