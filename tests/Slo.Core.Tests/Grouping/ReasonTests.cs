using Xunit;

namespace Slo.Tests.Grouping;

public sealed class ReasonTests
{
    [Fact]
    public void Reasons_OfBadEvents_AddUpToAllOfThem()
    {
        using World world = new(builder => builder.TargetPercent(99).FasterThan(TimeSpan.FromSeconds(1)));
        world.Tracker.Record(good: 994, bad: 1);
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "503", Elapsed = TimeSpan.FromHours(1) });
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "503" });
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Reason = "unused", Elapsed = TimeSpan.FromSeconds(1.5) });
        world.Tracker.Record(TimeSpan.FromSeconds(2));
        world.Tracker.Record(new SloEvent(SloOutcome.Ignored) { Reason = "unused" });
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Reason = "unused", Elapsed = TimeSpan.FromSeconds(1) });
        world.After(TimeSpan.FromSeconds(1));

        Assert.Equal(
            [new("503", 2, 0.2), new(SloEvent.TooSlow, 2, 0.2), new(SloReasonStatus.None, 1, 0.1)],
            world.Tracker.GetReasons());
        Assert.Equal("503", Assert.Single(world.Tracker.GetReasons(top: 1)).Reason);
    }

    // Reasons may hold what users sent: a million of them must cost no more memory than 32.
    [Fact]
    public void Reasons_OfManyValues_ShareOneBeyondTheMaximum()
    {
        using World world = new();
        for (var i = 0; i < 1_000; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = $"reason {i}" });
        }

        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = new string('x', 65) });
        world.After(TimeSpan.FromSeconds(1));

        IReadOnlyList<SloReasonStatus> reasons = world.Tracker.GetReasons(100);
        Assert.Equal(33, reasons.Count);
        Assert.Equal((SloReasonStatus.Other, 969), (reasons[0].Reason, reasons[0].BadEvents));
    }

    [Fact]
    public void Reasons_OfThePeriod_AgeOutWithIt()
    {
        using World world = new(builder => builder.Rolling(TimeSpan.FromHours(1)));
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "503" });
        world.After(TimeSpan.FromSeconds(1));
        Assert.Single(world.Tracker.GetReasons());

        world.After(TimeSpan.FromMinutes(61));

        Assert.Empty(world.Tracker.GetReasons());
    }

    [Fact]
    public void Event_ThatCannotBeCounted_IsDroppedAsAWhole()
    {
        using World world = new(builder => builder.GroupBy("tenant"));
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Elapsed = TimeSpan.FromTicks(-1), Group = "acme", Reason = "503" });
        world.Tracker.Record(new SloEvent((SloOutcome)7) { Group = "acme", Reason = "503" });
        world.After(TimeSpan.FromSeconds(1));

        Assert.Equal(default, world.Tracker.Total);
        Assert.Empty(world.Tracker.GetGroups());
        Assert.Empty(world.Tracker.GetReasons());
    }
}
