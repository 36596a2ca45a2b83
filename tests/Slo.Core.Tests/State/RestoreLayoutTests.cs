using Slo.Testing;
using Xunit;

namespace Slo.Tests.State;

/// <summary>A state that is continued by a history with other slices: compact, full, or with every minute of the period.</summary>
public sealed class RestoreLayoutTests
{
    public static TheoryData<string, string, bool> Changes()
    {
        TheoryData<string, string, bool> changes = [];
        string[] layouts = ["compact", "full", "every minute"];
        foreach (var before in layouts)
        {
            foreach (var after in layouts)
            {
                changes.Add(before, after, false);
                changes.Add(before, after, true);
            }
        }

        return changes;
    }

    // The counts of the period are exact. A shorter window is too long or too short by a slice of the coarser layout at most.
    [Theory]
    [MemberData(nameof(Changes))]
    public void State_OfAnotherLayout_ContinuesWithTheSameCounts(string before, string after, bool isSliced)
    {
        ManualTime time = new();
        List<SloEventCounts> minutes = [];
        using SloRegistry registry = new(time, keepsEveryMinute: before == "every minute");
        registry.Add(Declare(before, isSliced));
        Count(registry, time, minutes, 5 * 24 * 60);
        SloObjectiveState[] bytes = [.. registry.Capture().Select(state => SloObjectiveState.FromBytes(state.ToBytes()))];
        SloStatus last = registry.Get("a").Status;

        using SloRegistry next = new(time, keepsEveryMinute: after == "every minute");
        Assert.Empty(next.Restore(bytes));
        SloTracker tracker = next.Add(Declare(after, isSliced));
        Assert.Equal(last.Events, tracker.Status.Events);
        Assert.Equal(last.ComplianceRatio, tracker.Status.ComplianceRatio);
        Assert.Equal(last.ErrorBudgetRemainingRatio, tracker.Status.ErrorBudgetRemainingRatio);

        Count(next, time, minutes, 7 * 60);
        Assert.Equal(Last(minutes, minutes.Count), tracker.Status.Events);
        foreach (var length in (int[])[5, 60, 360, 24 * 60, 4 * 24 * 60])
        {
            var slice = before == "compact" || after == "compact" ? 60 : 10;
            SloEventCounts events = tracker.GetEvents(TimeSpan.FromMinutes(length));
            Assert.InRange(events.Total, Last(minutes, length - slice).Total, Last(minutes, length + slice).Total);
            Assert.InRange(events.Bad, Last(minutes, length - slice).Bad, Last(minutes, length + slice).Bad);
        }
    }

    // Each minute is different, so that a slice that is counted twice, or not at all, is seen.
    private static void Count(SloRegistry registry, ManualTime time, List<SloEventCounts> minutes, int length)
    {
        for (var i = 0; i < length; i++)
        {
            SloEventCounts events = new(50 + (minutes.Count % 97), minutes.Count % 11);
            registry.Get("a").Record(events.Good, events.Bad);
            minutes.Add(events);
            time.Advance(TimeSpan.FromMinutes(1));
            registry.Evaluate();
        }
    }

    private static SloEventCounts Last(List<SloEventCounts> minutes, int length) => minutes
        .Skip(minutes.Count - Math.Max(0, length)).Aggregate(default(SloEventCounts), (sum, one) => new(sum.Good + one.Good, sum.Bad + one.Bad));

    private static SloObjective Declare(string layout, bool isSliced)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(90).Rolling(TimeSpan.FromDays(30)).Compact(layout == "compact");
        return (isSliced ? builder.Timeslices(TimeSpan.FromMinutes(1), 0.9m) : builder).Build();
    }
}
