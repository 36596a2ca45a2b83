namespace Slo.Hosting.Gates;

/// <summary>When gates close and open: a pure function of what is seen and of what was before.</summary>
internal static class GateRules
{
    internal static GateMemory Next(SloGateOptions options, in GateReading now, in GateMemory before)
    {
        var isLow = now.RemainingRatio < options.MinimumBudgetRatio
            || (before.IsLow && options.MinimumBudgetRatio is not null && now.RemainingRatio < options.ReopensAt);
        return After(options, now, before) with { IsLow = isLow };
    }

    private static GateMemory After(SloGateOptions options, in GateReading now, in GateMemory before)
    {
        if (now.FiringSince is { } since)
        {
            // A gate that is closed is not opened by another rule that has only begun to fire.
            return new(false, before.IsAlerted || now.AsOf - since >= options.ClosesAfter, null);
        }

        DateTimeOffset endedAt = before.AlertEndedAt ?? now.AsOf;
        return before.IsAlerted && now.AsOf - endedAt < options.ReopensAfter ? new(false, true, endedAt) : default;
    }
}
