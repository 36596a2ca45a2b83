namespace Slo.Cli.Calc;

/// <summary>An outage that begins with a slice, for a budget of slices: windows change only at the end of a slice.</summary>
internal sealed class SliceCourse(BudgetingMethod method, BurnRateRule rule, decimal threshold, Course outage)
{
    private readonly int _longWindow = (int)(rule.LongWindow / method.Slice);
    private readonly int _shortWindow = (int)(rule.ShortWindow / method.Slice);

    /// <summary>From when to when, since the outage began, both windows reach the threshold; null: never.</summary>
    internal (TimeSpan From, TimeSpan Until)? Holds()
    {
        var last = (int)Math.Ceiling(outage.Duration / method.Slice) + _longWindow;
        decimal inLong = 0, inShort = 0;
        int? from = null;
        for (var ended = 1; ended <= last; ended++)
        {
            inLong += Bad(ended - 1) - Bad(ended - 1 - _longWindow);
            inShort += Bad(ended - 1) - Bad(ended - 1 - _shortWindow);
            var holds = Reaches(inLong, _longWindow, ended) && Reaches(inShort, _shortWindow, ended);
            if (from is { } began && !holds)
            {
                return (method.Slice * began, method.Slice * ended);
            }

            from ??= holds ? ended : null;
        }

        return null;
    }

    /// <summary>What a slice of the outage adds to the bad ones.</summary>
    private decimal Bad(int slice)
    {
        TimeSpan within = outage.Duration - (slice * method.Slice);
        var share = slice < 0 || within <= TimeSpan.Zero ? 0 : within >= method.Slice ? 1 : (decimal)within.Ticks / method.Slice.Ticks;
        var badRatio = share * outage.BadRatio;
        return !BudgetingMethod.HasSliceTarget(method.Kind) ? badRatio : 1 - badRatio < method.SliceTargetRatio ? 1 : 0;
    }

    private bool Reaches(decimal bad, int window, int ended)
    {
        var needed = threshold * (outage.IsWithoutHistory ? Math.Min(window, ended) : window);
        return bad > 0 && (rule.Comparison == ThresholdComparison.Above ? bad > needed : bad >= needed);
    }
}
