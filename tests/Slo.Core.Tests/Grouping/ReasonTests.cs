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

    // The reason of a new incident must be seen although 32 others came in the months before.
    [Fact]
    public void Reasons_OfFormerPeriods_MakeRoomForNewOnes()
    {
        using World world = new(builder => builder.Rolling(TimeSpan.FromHours(1)));
        for (var i = 0; i < 40; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = $"old {i}" });
        }

        world.After(TimeSpan.FromSeconds(1));
        Assert.Contains(world.Tracker.GetReasons(100), reason => reason.Reason == SloReasonStatus.Other);
        world.After(TimeSpan.FromHours(2));
        world.After(TimeSpan.FromSeconds(1));

        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "new" });
        world.After(TimeSpan.FromSeconds(1));

        Assert.Equal(new SloReasonStatus("new", 1, 1000), Assert.Single(world.Tracker.GetReasons(100)));
    }

    [Fact]
    public void Reasons_OfASlicedBudget_SpendNoShareOfIt()
    {
        using World world = new(builder => builder.Timeslices(TimeSpan.FromMinutes(1), 0.9m));
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "503" });
        world.After(TimeSpan.FromMinutes(2));

        Assert.Equal(new SloReasonStatus("503", 1, null), Assert.Single(world.Tracker.GetReasons()));
    }

    [Fact]
    public void Event_WithoutAnOutcome_IsRejected()
    {
        using World world = new();
        world.Tracker.Record(default(SloEvent));
        world.Tracker.Record(new SloEvent { Group = "acme", Reason = "503" });

        Assert.Equal(default, world.Tracker.Total);
    }

    [Theory]
    [InlineData(typeof(TimeoutException), "System.TimeoutException")]
    [InlineData(typeof(AnExceptionWhoseNameTogetherWithItsNamespacesIsTooLong), nameof(AnExceptionWhoseNameTogetherWithItsNamespacesIsTooLong))]
    [InlineData(typeof(GenericException<int>), "GenericException")]
    public void ReasonOf_AnException_IsItsType(Type type, string expected)
    {
        var reason = SloEvent.ReasonOf((Exception)Activator.CreateInstance(type)!);

        Assert.Equal(expected, reason);
        Assert.InRange(reason.Length, 1, 64);
    }

    private sealed class AnExceptionWhoseNameTogetherWithItsNamespacesIsTooLong : Exception;

    private sealed class GenericException<T> : Exception;
}
