namespace Slo.Hosting.Gates;

/// <summary>Computes the next state of a gate, as a pure function of its previous state and a status.</summary>
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
            // A gate that is closed stays closed while another rule, which has just started to fire, has not reached ClosesAfter.
            return new(false, before.IsAlerted || now.AsOf - since >= options.ClosesAfter, null);
        }

        DateTimeOffset endedAt = before.AlertEndedAt ?? now.AsOf;
        return before.IsAlerted && now.AsOf - endedAt < options.ReopensAfter ? new(false, true, endedAt) : default;
    }
}
