using System.Diagnostics.Metrics;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>What each kind of instrument counts: the table of docs/sources.md.</summary>
public sealed class InstrumentKindTests
{
    private static readonly KeyValuePair<string, object?> Failed = new("error.type", "refused");

    [Fact]
    public async Task Histogram_EachMeasurement_IsOneEvent()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "work", work => work.BadWhen("error.type")));
        Histogram<double> work = host.Meter.CreateHistogram<double>("work");
        work.Record(1);
        work.Record(2);
        work.Record(3, Failed);

        Assert.Equal((2, 1, 0), host.Counts());
    }

    [Theory]
    [InlineData("s", 0.3, 0.300001)]
    [InlineData("ms", 300, 300.001)]
    [InlineData("us", 300_000, 300_001)]
    [InlineData("ns", 300_000_000, 300_000_001)]
    [InlineData("min", 0.005, 0.0050001)]
    [InlineData(null, 0.3, 0.300001)]
    public async Task Histogram_WithALatencyThreshold_ComparesInItsUnit(string? unit, double good, double bad)
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "work").FasterThan(TimeSpan.FromMilliseconds(300)));
        Histogram<double> work = host.Meter.CreateHistogram<double>("work", unit);
        work.Record(good);
        work.Record(bad);

        Assert.Equal((1, 1, 0), host.Counts());
    }

    [Fact]
    public async Task Counter_EachIncrement_IsAsManyEvents()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "jobs", jobs => jobs.BadWhen("error.type")));
        Counter<double> jobs = host.Meter.CreateCounter<double>("jobs");
        jobs.Add(5);
        jobs.Add(2.9, Failed);
        jobs.Add(0.9);
        jobs.Add(0);

        Assert.Equal((5, 2, 0), host.Counts());
    }

    [Fact]
    public async Task CounterPair_WithBadFrom_CountsTheSecondAsBad()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "done", done => done.BadFrom("failed").Where("queue", "a")));
        Counter<int> done = host.Meter.CreateCounter<int>("done");
        Counter<int> failed = host.Meter.CreateCounter<int>("failed");
        done.Add(10, new KeyValuePair<string, object?>("queue", "a"));
        failed.Add(3, new KeyValuePair<string, object?>("queue", "a"));
        failed.Add(50, new KeyValuePair<string, object?>("queue", "b"));

        Assert.Equal((10, 3, 0), host.Counts());
    }

    [Fact]
    public async Task CounterPair_WithTheBadIncluded_CountsEachFailureOnce()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "tried", tried => tried.BadFrom("failed", isIncluded: true)));
        Counter<int> tried = host.Meter.CreateCounter<int>("tried");
        Counter<int> failed = host.Meter.CreateCounter<int>("failed");
        failed.Add(3);
        tried.Add(10);
        tried.Add(1);
        failed.Add(1);
        Assert.Equal((8, 3, 0), host.Counts());

        tried.Add(1);
        Assert.Equal((8, 4, 0), host.Counts());
    }

    [Fact]
    public async Task ObservableCounter_CountsGrowth_FromTheFirstSampleAndAfterARestartOfTheTotal()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "total", total => total.BadWhen("error.type")));
        var total = 1000.0;
        host.Meter.CreateObservableCounter("total", () => (Measurement<double>[])[new(total), new(total / 10, Failed)]);
        foreach (var next in (double[])[1000, 1010.6, 1010.9, 1020, 30, double.NaN, -5, 40])
        {
            total = next;
            host.Source.SampleOnce();
        }

        // Good: 10 + 0 + 10, 30 from anew, 10. Bad: 101 - 100, 102 - 101, 3 from anew, 1.
        Assert.Equal((60, 6, 0), host.Counts());
        Assert.Equal(new Dictionary<string, long> { ["not_a_number"] = 2, ["negative_weight"] = 2 }, host.Rejected());
    }

    [Fact]
    public async Task UpDownCounter_EachSample_JudgesTheLevelOfEachSeries()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "queue", queue => queue.AtMost(10)));
        UpDownCounter<int> queue = host.Meter.CreateUpDownCounter<int>("queue");
        KeyValuePair<string, object?> a = new("name", "a");
        KeyValuePair<string, object?> b = new("name", "b");
        queue.Add(8, a);
        queue.Add(11, b);
        host.Source.SampleOnce();
        queue.Add(3, a);
        queue.Add(-1, b);
        host.Source.SampleOnce();
        queue.Add(-1, a);
        host.Source.SampleOnce();

        Assert.Equal((4, 2, 0), host.Counts());
    }

    [Fact]
    public async Task UpDownCounter_GivenNotANumber_KeepsItsLevel()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "queue", queue => queue.AtMost(10)));
        UpDownCounter<double> queue = host.Meter.CreateUpDownCounter<double>("queue");
        queue.Add(8);
        queue.Add(double.NaN);
        queue.Add(double.PositiveInfinity);
        host.Source.SampleOnce();

        Assert.Equal((1, 0, 0), host.Counts());
        Assert.Equal(new Dictionary<string, long> { ["not_a_number"] = 2 }, host.Rejected());
    }

    [Fact]
    public async Task Gauges_EachMeasurementOrSample_IsOneEvent()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            foreach (var gauge in (string[])["set", "observed", "updown"])
            {
                options.AddObjective(gauge, o => o.TargetPercent(99).NoRules().Instrument("app", gauge, level => level.AtLeast(-2).AtMost(5)));
            }
        });
        var level = 5.0;
        Gauge<double> set = host.Meter.CreateGauge<double>("set");
        host.Meter.CreateObservableGauge("observed", () => level);
        host.Meter.CreateObservableUpDownCounter("updown", () => level);
        foreach (var next in (double[])[5, 5.1, -2, -2.1])
        {
            level = next;
            set.Record(next);
            host.Source.SampleOnce();
        }

        Assert.All((string[])["set", "observed", "updown"], gauge => Assert.Equal((2, 2, 0), host.Counts(gauge)));
        Assert.Empty(host.Rejected());
    }

    [Fact]
    public async Task Instruments_OfEveryNumericType_Count()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            foreach (var type in (string[])["byte", "short", "int", "long", "float", "double", "decimal"])
            {
                options.AddObjective(type, o => o.TargetPercent(99).NoRules().Instrument("app", type, value => value.AtMost(100)));
            }
        });
        Both<byte>("byte", 100, 101);
        Both<short>("short", 100, 101);
        Both<int>("int", 100, 101);
        Both<long>("long", 100, 101);
        Both<float>("float", 100, 100.5f);
        Both("double", 100, 100.5);
        Both("decimal", 100, 100.5m);

        void Both<T>(string name, T good, T bad) where T : struct
        {
            Histogram<T> histogram = host.Meter.CreateHistogram<T>(name);
            histogram.Record(good);
            histogram.Record(bad);
            Assert.Equal((1, 1, 0), host.Counts(name));
        }
    }

    [Fact]
    public async Task Tags_WhereIgnoreAndBad_DecideInThatOrder()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "work", work => work
            .Where("server", "api.*").Where("method", "!TRACE").IgnoreWhen("error.type", "canceled").BadWhen("error.type").BadWhen("status", "5xx")));
        Histogram<double> work = host.Meter.CreateHistogram<double>("work");
        Record(("server", "api.a"), ("method", "GET"));
        Record(("server", "api.b"), ("method", "GET"), ("status", 404));
        Record(("server", "api.b"), ("method", "GET"), ("status", 503));
        Record(("server", "api.b"), ("method", "GET"), ("error.type", "x"));
        Record(("server", "api.b"), ("method", "GET"), ("error.type", "canceled"), ("status", 500));
        Record(("server", "db"), ("method", "GET"));
        Record(("server", "api.a"), ("method", "TRACE"));
        Record(("server", "api.a"));
        Record();

        Assert.Equal((2, 2, 1), host.Counts());

        void Record(params (string Key, object Value)[] tags) =>
            work.Record(1, [.. tags.Select(tag => new KeyValuePair<string, object?>(tag.Key, tag.Value))]);
    }

    [Fact]
    public async Task Measurements_ThatCannotBeCounted_AreRejectedByReason()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            options.AddObjective("timed", o => o.TargetPercent(99).Instrument("app", "work", work => work.Where("a", "1")).FasterThan(TimeSpan.FromSeconds(1)));
            options.AddObjective("counted", o => o.TargetPercent(99).Instrument("app", "jobs"));
        });
        Histogram<double> work = host.Meter.CreateHistogram<double>("work", "s");
        KeyValuePair<string, object?> a = new("a", "1");
        work.Record(double.NaN, a);
        work.Record(double.PositiveInfinity, a);
        work.Record(-0.1, a);
        work.Record(double.NaN);
        work.Record(-1);
        Counter<double> jobs = host.Meter.CreateCounter<double>("jobs");
        jobs.Add(-1);
        jobs.Add(-0.5);
        jobs.Add(double.NegativeInfinity);

        Assert.Equal((0, 0, 0), host.Counts("timed"));
        Assert.Equal((0, 0, 0), host.Counts("counted"));
        Assert.Equal(new Dictionary<string, long> { ["not_a_number"] = 3, ["negative_duration"] = 1, ["negative_weight"] = 2 }, host.Rejected());
    }
}
