using System.Diagnostics.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Telemetry;

public sealed class SloInstrumentsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Instruments_WithTheirAttributes_AreTheApprovedOnes()
    {
        // In the year 9999, which has no calendar end, an evaluation fails and says why.
        ManualTime late = new(new DateTimeOffset(9990, 6, 1, 0, 0, 0, TimeSpan.Zero));
        using MeterWatch watch = new();
        using SloRegistry registry = new(late, watch);
        registry.Add(Definition.Build(builder => builder.Calendar(CalendarUnit.Year))).Record(1000, 20);
        late.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        var measured = watch.Collect();
        late.Advance(TimeSpan.FromDays(9 * 365));
        registry.Evaluate();
        await Eventually.TrueAsync(
            () =>
            {
                measured.AddRange(watch.Collect());
                return measured.Count(item => item.Instrument.Name == "slo.evaluation.duration") == 2;
            },
            "both evaluations");
        List<string> lines = ["name | kind | unit | type | attributes | description"];
        foreach (Instrument instrument in watch.Instruments.OrderBy(instrument => instrument.Name, StringComparer.Ordinal))
        {
            var attributes = measured.Where(item => item.Instrument == instrument)
                .SelectMany(item => item.Tags.Split(", ")).Select(tag => tag.Split('=')[0]).Where(key => key.Length > 0).Distinct();
            lines.Add(string.Join(" | ", instrument.Name, instrument.GetType().Name.Split('`')[0], instrument.Unit,
                CSharpName(instrument.GetType().GetGenericArguments()[0]), string.Join(", ", attributes), instrument.Description));
        }

        var difference = Approval.Difference(string.Join('\n', lines), "tests", "Slo.Core.Tests", "Telemetry", "Metrics.approved.txt");

        Assert.True(difference is null, difference);
        Assert.Equal(
            [SloTelemetry.MeterName, SloTelemetry.ExemplarMeterName],
            watch.Instruments.Select(instrument => instrument.Meter).Distinct().Select(meter => meter.Name));
        Assert.Equal("slo.events.bad", Assert.Single(watch.Instruments, one => one.Meter.Name == SloTelemetry.ExemplarMeterName).Name);
    }

    [Fact]
    public void Counters_BeforeAnyEvent_AreZero()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        registry.Add(Definition.Build());

        var counters = watch.Collect().Where(item => item.Instrument is ObservableCounter<long>).ToList();

        Assert.Equal(2 + 1 + 4 + 2, counters.Count);
        Assert.All(counters, counter => Assert.Equal(0, counter.Value));
    }

    [Fact]
    public void Gauges_WithoutData_AreAbsent()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        registry.Add(Definition.Build());
        Evaluate(registry);

        IEnumerable<string> present = watch.Collect().Where(item => item.Instrument is ObservableGauge<double> or ObservableGauge<int>).Select(item => item.Instrument.Name);

        Assert.Equal(["slo.alert.active", "slo.objective.ratio", "slo.window.coverage.ratio"], present.Distinct().Order());
    }

    [Fact]
    public void Events_Recorded_AreCountedByOutcome()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        SloTracker tracker = registry.Add(Definition.Build());
        tracker.Record(7, 3);
        tracker.Record(SloOutcome.Ignored);

        Assert.Equal(7, watch.Collect("slo.events")["slo.name=x, slo.event.outcome=good"]);
        Assert.Equal(3, watch.Collect("slo.events")["slo.name=x, slo.event.outcome=bad"]);
        Assert.Equal(1, watch.Collect("slo.events.ignored")["slo.name=x"]);
    }

    // The series of a group that begins with its first failures shows no increase of them: Prometheus would miss them.
    [Fact]
    public void Events_OfAGroupThatIsNew_IncreaseTheSeriesOfTheObjective()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("x").TargetPercent(99).GroupBy("tenant", 10).Build());
        Assert.Equal(0, watch.Collect("slo.events")["slo.name=x, slo.event.outcome=bad"]);

        tracker.Record(new SloEvent(SloOutcome.Good) { Group = "old" });
        for (var i = 0; i < 50; i++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "new" });
        }

        Assert.Equal(50, watch.Collect("slo.events")["slo.name=x, slo.event.outcome=bad"]);
        Assert.Equal(1, watch.Collect("slo.events")["slo.name=x, slo.event.outcome=good"]);
        Assert.Equal(50, watch.Collect("slo.group.events")["slo.name=x, slo.event.outcome=bad, tenant=new"]);
        Assert.Equal(1, watch.Collect("slo.group.events")["slo.name=x, slo.event.outcome=good, tenant=old"]);
        Assert.Equal(0, watch.Collect("slo.group.events")["slo.name=x, slo.event.outcome=bad, tenant=(none)"]);
    }

    // A reload between two measurements of a collection: the tracker that is replaced still has its groups, its successor has none.
    [Fact]
    public void GroupEvents_OfATrackerThatIsReplacedMeanwhile_DoNotThrow()
    {
        using MeterWatch meters = new();
        using SloRegistry registry = new(_time, meters);
        SloObjective[] grouped = [.. new[] { "first", "second" }.Select(name => new SloObjectiveBuilder(name).TargetPercent(99).GroupBy("tenant", 10).Build())];
        registry.Replace(grouped);
        var measured = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "slo.group.events" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) =>
        {
            if (measured++ == 0)
            {
                registry.Replace([grouped[0], new SloObjectiveBuilder("second").TargetPercent(99).Build()]);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();

        // Of both: good and bad, for all other groups and for events without one.
        Assert.Equal(8, measured);
    }

    [Fact]
    public void Measurements_Rejected_AreCountedByReason()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        SloTracker tracker = registry.Add(Definition.Build());
        tracker.Record(-1, 0);
        tracker.Record(TimeSpan.FromSeconds(-1));
        tracker.RecordSeconds(-1);
        tracker.RecordSeconds(double.NaN);
        tracker.Record((SloOutcome)99);
        tracker.Record(long.MaxValue, 0);

        Assert.Equal(
            new Dictionary<string, double>
            {
                ["slo.reject.reason=negative_weight"] = 1,
                ["slo.reject.reason=negative_duration"] = 2,
                ["slo.reject.reason=not_a_number"] = 2,
                ["slo.reject.reason=overflow"] = 1,
            },
            watch.Collect("slo.events.rejected"));
    }

    [Fact]
    public void Target_ThatIsOverridden_IsTheOneInForce()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        registry.Add(Definition.Build());
        registry.OverrideTarget(new() { Objective = "x", TargetRatio = 0.5m, From = _time.GetUtcNow(), To = _time.GetUtcNow().AddHours(1) });
        Evaluate(registry);

        Assert.Equal(0.5, watch.Collect("slo.objective.ratio")["slo.name=x"]);
    }

    [Fact]
    public void Gauges_OfABurningObjective_SayWhatTheStatusSays()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        SloTracker tracker = registry.Add(Definition.Build());
        tracker.Record(900, 100);
        Evaluate(registry);

        Assert.Equal(0.9, watch.Collect("slo.sli.ratio")["slo.name=x"]);
        Assert.Equal(0.999, watch.Collect("slo.objective.ratio")["slo.name=x"]);
        Assert.Equal(-99, watch.Collect("slo.error_budget.remaining.ratio")["slo.name=x"]);
        Assert.Equal(0, watch.Collect("slo.error_budget.exhaustion.time")["slo.name=x"]);
        Assert.Equal(100, watch.Collect("slo.burn_rate")["slo.name=x, slo.burn_rate.window=1h"]);
        Assert.Equal(7, watch.Collect("slo.burn_rate").Count);
        Assert.Equal(1, watch.Collect("slo.alert.active")["slo.name=x, slo.alert.severity=page"]);
        Assert.Equal(1, watch.Collect("slo.alert.active")["slo.name=x, slo.alert.severity=ticket"]);
    }

    [Fact]
    public void Measurements_AtEveryEdge_AreNeverNaNNorInfinite()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        SloTracker[] trackers = [.. ((decimal[])[0, 1, 99.9m, 99.9999999999m]).Select((percent, i) => registry.Add(new SloObjectiveBuilder($"o{i}").TargetPercent(percent).Build()))];
        foreach ((long good, long bad) in ((long, long)[])[(0, 0), (1, 0), (0, 1), (long.MaxValue, 0), (0, long.MaxValue), (0, 0)])
        {
            Array.ForEach(trackers, tracker => tracker.Record(good, bad));
            Evaluate(registry);

            Assert.All(watch.Collect(), item => Assert.True(double.IsFinite(item.Value), $"{item.Instrument.Name} {item.Tags}: {item.Value}"));
        }
    }

    [Fact]
    public void Registries_InOneProcess_DoNotMix()
    {
        using MeterWatch firstWatch = new();
        using MeterWatch secondWatch = new();
        using SloRegistry first = new(_time, firstWatch);
        using SloRegistry second = new(_time, secondWatch);
        first.Add(Definition.Build()).Record(5, 0);
        second.Add(Definition.Build()).Record(0, 7);

        Assert.Equal([5, 0], firstWatch.Collect("slo.events").Values);
        Assert.Equal([0, 7], secondWatch.Collect("slo.events").Values);
    }

    [Fact]
    public void ClockSteps_Met_AreCountedByDirection()
    {
        using MeterWatch watch = new();
        using SloRegistry registry = new(_time, watch);
        _time.StepWall(TimeSpan.FromHours(1));
        Evaluate(registry);
        _time.StepWall(TimeSpan.FromHours(-2));
        Evaluate(registry);
        Evaluate(registry);

        Assert.Equal(
            new Dictionary<string, double> { ["slo.clock.direction=back"] = 1, ["slo.clock.direction=forward"] = 1 }, watch.Collect("slo.clock.steps"));
    }

    [Fact]
    public async Task Evaluations_ThatFail_SayTheErrorsType()
    {
        ManualTime late = new(new DateTimeOffset(9990, 6, 1, 0, 0, 0, TimeSpan.Zero));
        using MeterWatch watch = new();
        using SloRegistry registry = new(late, watch);
        registry.Add(Definition.Build(builder => builder.Calendar(CalendarUnit.Year)));
        registry.Evaluate();
        Assert.Equal("", Assert.Single(await watch.AwaitAsync("slo.evaluation.duration")).Key);

        late.Advance(TimeSpan.FromDays(9 * 365));
        registry.Evaluate();

        Assert.Equal("error.type=System.ArgumentOutOfRangeException", Assert.Single(await watch.AwaitAsync("slo.evaluation.duration")).Key);
    }

    private static string CSharpName(Type type) => type == typeof(long) ? "long" : type == typeof(int) ? "int" : "double";

    private void Evaluate(SloRegistry registry)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
    }
}
