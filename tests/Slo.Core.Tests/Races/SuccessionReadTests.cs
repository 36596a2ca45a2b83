using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Races;

/// <summary>A replacement in the middle of a live read. The clock, which each of them reads first, makes it come just then.</summary>
public sealed class SuccessionReadTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // With the counts of the successor and the history of the old tracker, this would be 1,000 events that neither had in this window.
    [Fact]
    public void GetEvents_WhileTheTrackerIsReplaced_AreOfOneTracker()
    {
        InterruptedTime time = new();
        using SloRegistry registry = new(time);
        SloTracker held = registry.Add(Objectives.Named().Rolling(TimeSpan.FromDays(30)).Build());
        held.Record(500, 0);
        registry.Evaluate();
        time.Advance(10 * Minute);
        registry.Evaluate();
        held.Record(10, 0);

        time.Interrupt = () => Replace(registry, Objectives.Named().Rolling(TimeSpan.FromDays(7)), 1500);
        Assert.Equal(10, held.GetEvents(Minute).Total);
        Assert.Equal(1500, held.GetEvents(Minute).Total);
    }

    [Fact]
    public void GetStatus_WhileTheTrackerIsReplaced_IsOfOneDefinition()
    {
        InterruptedTime time = new();
        using SloRegistry registry = new(time);
        SloTracker held = registry.Add(Objectives.Named().Calendar(CalendarUnit.Month).Build());
        held.Record(10, 0);
        time.Advance(TimeSpan.FromDays(40));

        time.Interrupt = () => Replace(registry, Objectives.Named().Rolling(TimeSpan.FromDays(7)), 1000);
        SloStatus status = held.GetStatus();
        Assert.False(status.Objective.Period.IsRolling);
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), status.PeriodStart);
        Assert.True(status.Events.Total <= 10, $"{status.Events.Total} events");
    }

    private static void Replace(SloRegistry registry, SloObjectiveBuilder objective, long events)
    {
        registry.Replace([objective.Build()]);
        registry.Get("checkout").Record(events, 0);
    }

    private sealed class InterruptedTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        internal Action? Interrupt { get; set; }

        public override long GetTimestamp()
        {
            Action? interrupt = Interrupt;
            Interrupt = null;
            interrupt?.Invoke();
            return base.GetTimestamp();
        }
    }
}
