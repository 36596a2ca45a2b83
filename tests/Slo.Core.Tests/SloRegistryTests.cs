using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloRegistryTests
{
    [Theory]
    [InlineData("checkout")]
    [InlineData("CHECKOUT")]
    public void Add_OfATakenName_IsRefusedWhateverTheCase(string name)
    {
        using SloRegistry registry = new(new ManualTime());
        registry.Add(Objective("checkout"));

        SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(() => registry.Add(Objective(name))).Findings);
        Assert.Equal((SloFindingCodes.DuplicateName, name, "name"), (error.Code, error.Objective, error.Path));
        Assert.Single(registry.Trackers);
    }

    [Fact]
    public void Add_AfterRemove_StartsFromZero()
    {
        using SloRegistry registry = new(new ManualTime());
        registry.Add(Objective("a")).Record(good: true);

        Assert.True(registry.Remove("A"));

        Assert.Equal(default, registry.Add(Objective("a")).Total);
        Assert.False(registry.Remove("b"));
    }

    [Fact]
    public void Get_WhateverTheCase_FindsTheTracker()
    {
        using SloRegistry registry = new(new ManualTime());
        SloTracker tracker = registry.Add(Objective("Checkout.Latency-i"));

        Assert.Same(tracker, Definition.InEveryCulture(() => registry.Get("CHECKOUT.LATENCY-I")));
        Assert.True(registry.TryGet("checkout.latency-i", out SloTracker? found));
        Assert.Same(tracker, found);
        Assert.False(registry.TryGet(null, out _));
        Assert.False(registry.TryGet("", out _));
    }

    [Fact]
    public void Get_OfAnUnknownName_ListsTheNearest()
    {
        using SloRegistry registry = new(new ManualTime());
        Assert.Equal("No objective 'checkout' is declared; none is declared.", Assert.Throws<KeyNotFoundException>(() => registry.Get("checkout")).Message);
        foreach (var name in (string[])["checkout-availability", "checkout-latency", "search", "login"])
        {
            registry.Add(Objective(name));
        }

        Assert.Equal(
            "No objective 'chekout-latency' is declared; the nearest of 4 declared: 'checkout-latency', 'checkout-availability', 'search'.",
            Definition.InEveryCulture(() => Assert.Throws<KeyNotFoundException>(() => registry.Get("chekout-latency")).Message));
    }

    [Fact]
    public void Record_ToARemovedTracker_CountsNothing()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker removed = registry.Add(Objective("removed"));
        SloTracker kept = registry.Add(Objective("kept"));
        removed.Record(good: true);
        registry.Remove("removed");

        removed.Record(good: true);
        removed.Record(5, 5);
        kept.Record(good: true);
        time.Advance(TimeSpan.FromSeconds(1));
        SloEvaluationReport report = registry.Evaluate();

        Assert.Equal(1, report.Objectives);
        Assert.Equal(new SloEventCounts(1, 0), removed.Total);
        Assert.Equal(new SloEventCounts(1, 0), kept.Status.Events);
        Assert.Equal([kept], registry.Trackers);
    }

    [Fact]
    public void Dispose_Twice_StopsEverythingOnce()
    {
        SloRegistry registry = new(new ManualTime());
        SloTracker tracker = registry.Add(Objective("a"));
        registry.Dispose();
        registry.Dispose();

        tracker.Record(good: true);
        tracker.Record(1, 1);

        Assert.Equal(default, tracker.Total);
        Assert.Empty(registry.Trackers);
        Assert.Equal(0, registry.Evaluate().Objectives);
        Assert.Throws<ObjectDisposedException>(() => registry.Add(Objective("b")));
    }

    [Fact]
    public void Evaluate_WithAFailingObjective_TakesTheOthersOn()
    {
        // The year 9999 has no calendar end.
        ManualTime time = new(new DateTimeOffset(9990, 6, 1, 0, 0, 0, TimeSpan.Zero));
        using SloRegistry registry = new(time);
        SloTracker failing = registry.Add(new SloObjectiveBuilder("failing").TargetPercent(99).Calendar(CalendarUnit.Year).Build());
        SloTracker other = registry.Add(Objective("other"));
        registry.Evaluate();
        SloStatus last = failing.Status;
        time.Advance(TimeSpan.FromDays(9 * 365));
        other.Record(good: false);

        SloEvaluationReport report = registry.Evaluate();

        Assert.IsType<ArgumentOutOfRangeException>(report.Error);
        Assert.Equal(2, report.Objectives);
        Assert.Same(last, failing.Status);
        Assert.Equal(new SloEventCounts(0, 1), other.Status.Events);
    }

    [Fact]
    public void Evaluate_AfterASuspension_ReportsTheGapOnce()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new SloEvaluationReport(0, TimeSpan.Zero, false, null), registry.Evaluate());

        time.StepWall(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), registry.Evaluate().Gap);
        Assert.Equal(TimeSpan.Zero, registry.Evaluate().Gap);

        time.StepWall(TimeSpan.FromHours(-2));
        Assert.True(registry.Evaluate().ClockWentBack);
        Assert.False(registry.Evaluate().ClockWentBack);
    }

    [Fact]
    public void Evaluate_OfTenThousandObjectives_ReachesEachOfThem()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker[] trackers = [.. Enumerable.Range(0, 10_000).Select(i => registry.Add(Objective($"objective-{i}")))];
        for (var i = 0; i < trackers.Length; i++)
        {
            trackers[i].Record(i, 1);
        }

        time.Advance(TimeSpan.FromSeconds(1));
        SloEvaluationReport report = registry.Evaluate();

        Assert.Equal((10_000, TimeSpan.Zero, false, null), (report.Objectives, report.Gap, report.ClockWentBack, report.Error));
        Assert.All(trackers.Index(), item => Assert.Equal(new SloEventCounts(item.Index, 1), item.Item.Status.Events));
        Assert.Same(trackers[7777], registry.Get("objective-7777"));
    }

    [Fact]
    public void Add_OfNull_IsRefused()
    {
        using SloRegistry registry = new(new ManualTime());

        Assert.Throws<ArgumentNullException>(() => registry.Add(null!));
        Assert.Throws<ArgumentNullException>(() => registry.Get(null!));
    }

    private static SloObjective Objective(string name) => new SloObjectiveBuilder(name).TargetPercent(99.9m).Build();

    [Fact]
    public async Task Evaluate_WithAMeterListenerThatThrows_ReportsItAndGoesOn()
    {
        ManualTime time = new();
        using Telemetry.MeterWatch meters = new();
        using SloRegistry registry = new(time, meters);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).Build());
        using System.Diagnostics.Metrics.MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.evaluation.duration" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException("not today"));
        listener.Start();

        tracker.Record(good: true);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        await Eventually.TrueAsync(() => registry.Evaluate().Error?.Message == "not today", "the error of the listener");
        listener.Dispose();

        Assert.Equal(1, tracker.Status.Events.Good);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(0.5)]
    [InlineData(86_400 * 500.0)]
    public void GetSeries_WithAStepThatIsNone_IsRefused(double seconds)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).Build());
        DateTimeOffset now = time.GetUtcNow();

        Assert.Throws<ArgumentOutOfRangeException>(() => tracker.GetSeries(now.AddHours(-1), now, TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GetStatus_OfARemovedTracker_IsTheLastOnePublished(bool dispose)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(Objective("a"));
        tracker.Record(9, 1);
        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        if (dispose)
        {
            registry.Dispose();
        }
        else
        {
            registry.Remove("a");
        }

        time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();

        Assert.Equal(new SloEventCounts(9, 1), tracker.GetStatus().Events);
        Assert.Same(tracker.Status, tracker.GetStatus());
    }
}
