namespace Slo.AsCode.Prometheus;

/// <summary>
/// Where slices begin: in the engine with the calendar period, in its zone, and at every multiple of their width after that; in Prometheus
/// at multiples since 1970 UTC.
/// </summary>
internal static class SliceSteps
{
    // Fixed years, so that the same definition always gives the same text: long enough for both changes of the clocks in a year, and for
    // all lengths of February.
    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = First.AddYears(5);

    /// <summary>Whether both cut the same slices, or there are none.</summary>
    internal static bool AreAligned(SloObjective objective)
    {
        TimeSpan slice = objective.Method.Slice;
        if (slice == TimeSpan.Zero || objective.Period.IsRolling)
        {
            return true;
        }

        DateTimeOffset at = First;
        while (at < Last)
        {
            (DateTimeOffset start, DateTimeOffset end) = objective.Period.Containing(at);
            if ((start - DateTimeOffset.UnixEpoch).Ticks % slice.Ticks != 0)
            {
                return false;
            }

            at = end;
        }

        return true;
    }
}
