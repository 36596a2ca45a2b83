using System.Diagnostics.Metrics;
using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Code of the app that a measurement brings along and that throws: no exception reaches the code that measures.</summary>
public sealed class HostileTagTests
{
    private static readonly string[] Names = ["counter", "updown", "histogram", "gauge", "total", "level", "updowntotal"];

    [Fact]
    public async Task TagValue_ThatThrows_IsRejectedAndThrowsIntoNoMeasurement()
    {
        await using MeasuringHost host = await Host(matched: "tenant");
        Measure(host.Meter, HostileTag.Tag);

        // Counted by each instrument, but for the up-down counter: its level has no key.
        Assert.All(Names, name => Assert.Equal((0, 0, 0), host.Counts(name)));
        host.Source.SampleOnce();
        Assert.All(Names, name => Assert.Equal((0, 0, 0), host.Counts(name)));
        Assert.Equal(new Dictionary<string, long> { ["not_a_number"] = Names.Length }, host.Rejected());
        await Eventually.TrueAsync(() => host.Log.Messages(7).Count == Names.Length, "each instrument is logged once");
    }

    [Fact]
    public async Task TagValue_ThatThrowsAndIsNotAskedFor_StopsOnlyInstrumentsThatKeepSeries()
    {
        await using MeasuringHost host = await Host(matched: "other");
        Measure(host.Meter, HostileTag.Tag);
        host.Source.SampleOnce();

        Assert.All(["counter", "histogram", "gauge", "level", "updowntotal"], name => Assert.Equal((1, 0, 0), host.Counts(name)));
        Assert.All(["updown", "total"], name => Assert.Equal((0, 0, 0), host.Counts(name)));
    }

    [Fact]
    public async Task Objectives_BesideOneThatAsksForATagThatThrows_Count()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            options.AddObjective("a", o => o.TargetPercent(99).Instrument("app", "jobs", jobs => jobs.BadWhen("tenant", "x")));
            options.AddObjective("b", o => o.TargetPercent(99).Instrument("app", "jobs", jobs => jobs.BadWhen("tenant")));
            options.AddObjective("c", o => o.TargetPercent(99).Instrument("app", "jobs"));
        });
        host.Meter.CreateCounter<int>("jobs").Add(2, HostileTag.Tag);

        Assert.Equal([(0, 0, 0), (0, 2, 0), (2, 0, 0)], ((string[])["a", "b", "c"]).Select(name => host.Counts(name)));
    }

    [Fact]
    public async Task ObservableCounter_WithOneTagThatThrows_CountsItsOtherSeries()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "total"));
        var total = 1;
        host.Meter.CreateObservableCounter("total", () => (Measurement<int>[])[new(total, HostileTag.Tag), new(total)]);
        host.Source.SampleOnce();
        total = 4;
        host.Source.SampleOnce();

        Assert.Equal((3, 0, 0), host.Counts());
    }

    [Fact]
    public async Task Instrument_WhoseEqualityThrows_CountsAndLetsTheHostEnd()
    {
        using Meter meter = new($"test.{Guid.NewGuid():n}");
        await using (MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument(meter.Name, "jobs")))
        {
            HostileInstrument jobs = new(meter);
            jobs.Record();

            Assert.Equal((1, 0, 0), host.Counts());
        }
    }

    [Fact]
    public async Task UpDownCounter_WithTagsInAnotherOrderOrCulture_ChangesOneLevel()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(
            o => o.Instrument("app", "level", level => level.AtLeast(0).AtMost(0)));
        UpDownCounter<int> level = host.Meter.CreateUpDownCounter<int>("level");
        KeyValuePair<string, object?> size = new("size", 1.5);
        KeyValuePair<string, object?> zone = new("zone", "a");
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            level.Add(5, size, zone);
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            level.Add(-5, zone, size);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        host.Source.SampleOnce();

        Assert.Equal((1, 0, 0), host.Counts());
    }

    private static Task<MeasuringHost> Host(string matched) => MeasuringHost.StartAsync(options =>
    {
        foreach (var name in Names)
        {
            options.AddObjective(name, o => o.TargetPercent(99).Instrument("app", name, measured => measured.BadWhen(matched, "x")));
        }
    });

    private static void Measure(Meter meter, KeyValuePair<string, object?> tag)
    {
        meter.CreateCounter<int>("counter").Add(1, tag);
        meter.CreateUpDownCounter<int>("updown").Add(1, tag);
        meter.CreateHistogram<int>("histogram").Record(1, tag);
        meter.CreateGauge<int>("gauge").Record(1, tag);
        meter.CreateObservableCounter("total", () => new Measurement<int>(1, tag));
        meter.CreateObservableGauge("level", () => new Measurement<int>(1, tag));
        meter.CreateObservableUpDownCounter("updowntotal", () => new Measurement<int>(1, tag));
    }

    private sealed class HostileInstrument : Instrument<int>
    {
        internal HostileInstrument(Meter meter)
            : base(meter, "jobs", unit: null, description: null) => Publish();

        public override bool Equals(object? obj) => throw new InvalidOperationException("not equal");

        public override int GetHashCode() => throw new InvalidOperationException("no hash");

        internal void Record() => RecordMeasurement(1);
    }
}
