namespace Slo.Windows;

/// <summary>What a tier holds: the counts at a run of its boundaries. Immutable.</summary>
/// <param name="Width">The width of its slices in ticks.</param>
/// <param name="First">The number of the first boundary of the run.</param>
/// <param name="Counts">The cumulative counts at each boundary of the run.</param>
internal sealed record TierState(long Width, long First, SloEventCounts[] Counts)
{
    /// <summary>The number of the last boundary of the run; one before the first if there is none.</summary>
    internal long Newest => First + Counts.Length - 1;

    /// <summary>One run of both; null if a boundary between them is missing that is still needed.</summary>
    internal TierState? Append(TierState next) =>
        next.Width != Width ? null
        : next.Counts.Length == 0 ? this
        : next.First > Newest + 1 ? next
        : next.First < First ? null
        : this with { Counts = [.. Counts.AsSpan(0, (int)(next.First - First)), .. next.Counts] };

    /// <summary>Whether the run has a boundary.</summary>
    internal bool Has(long boundary) => boundary >= First && boundary <= Newest;
}
