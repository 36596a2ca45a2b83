using Xunit;

namespace Slo.Tests.Races;

/// <summary>The invariants of every status, also during concurrent writes.</summary>
internal static class Consistent
{
    /// <summary>Cumulative counts never fall.</summary>
    internal static void Growing(SloEventCounts before, SloEventCounts after)
    {
        if (after.Good < before.Good || after.Bad < before.Bad)
        {
            Assert.Fail($"{before} fell to {after}");
        }
    }

    /// <summary>Nothing is negative, and no more is in a part than in the whole.</summary>
    internal static void Within(SloEventCounts part, SloEventCounts whole)
    {
        if (part.Good < 0 || part.Bad < 0 || part.Good > whole.Good || part.Bad > whole.Bad)
        {
            Assert.Fail($"{part} is not within {whole}");
        }
    }

    /// <summary>Each window of a status holds at least what the shorter ones hold, and the total the period.</summary>
    internal static void Within(SloStatus status, SloEventCounts total)
    {
        SloEventCounts shorter = default;
        foreach (WindowStatus window in status.Windows)
        {
            Within(shorter, window.Events);
            shorter = window.Events;
        }

        Within(shorter, status.Events);
        Within(status.Events, total);
        if (status.ComplianceRatio is < 0 or > 1)
        {
            Assert.Fail($"{status}");
        }
    }
}
