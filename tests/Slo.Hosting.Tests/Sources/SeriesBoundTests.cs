using System.Diagnostics.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Instruments with more series than are kept: the bound of docs/sources.md.</summary>
public sealed class SeriesBoundTests
{
    private const int Bound = 2000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ObservableCounter_WithMoreSeriesThanTheBound_CountsTheKnownOnesOnlyAndSaysSoOnce()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "total"));
        IEnumerable<Measurement<long>> sample = Series("a", Bound + 1, 1000);
        host.Meter.CreateObservableCounter("total", () => sample);
        host.Source.SampleOnce();
        host.Source.SampleOnce();
        Assert.Equal((0, 0, 0), host.Counts());

        // The known ones keep their places, wherever the others stand in the sample.
        sample = [.. Series("b", Bound, 1000), .. Series("a", Bound, 1003)];
        host.Source.SampleOnce();
        host.Source.SampleOnce();

        Assert.Equal((3 * Bound, 0, 0), host.Counts());
        await Eventually.TrueAsync(() => host.Log.Messages(22).Count == 1, "the bound is logged");
    }

    [Fact]
    public async Task ObservableCounter_WhoseSeriesAllChange_CountsTheNewOnes()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "total"));
        IEnumerable<Measurement<long>> sample = Series("a", Bound, 1000);
        host.Meter.CreateObservableCounter("total", () => sample);
        host.Source.SampleOnce();
        sample = Series("b", Bound, 1);
        host.Source.SampleOnce();
        Assert.Equal((Bound, 0, 0), host.Counts());

        sample = Series("b", Bound, 3);
        host.Source.SampleOnce();
        Assert.Equal((3 * Bound, 0, 0), host.Counts());
        Assert.Empty(host.Log.Messages(22));
    }

    [Fact]
    public async Task ObservableCounter_WithASeriesThatWasBeyondTheBound_BeginsWithItsFirstSampleInside()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "total"));
        IEnumerable<Measurement<long>> sample = [.. Series("a", Bound, 1), .. Series("b", 1, 1000)];
        host.Meter.CreateObservableCounter("total", () => sample);
        host.Source.SampleOnce();
        foreach (var total in (long[])[1000, 1000, 1007])
        {
            sample = Series("b", 1, total);
            host.Source.SampleOnce();
        }

        Assert.Equal((7, 0, 0), host.Counts());
    }

    [Fact]
    public async Task ObservableCounter_WithASeriesThatWasForgotten_DoesNotCountItsTotalAgain()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "total"));
        IEnumerable<Measurement<long>> sample = Series("a", Bound, 1000);
        host.Meter.CreateObservableCounter("total", () => sample);
        host.Source.SampleOnce();
        sample = Series("b", Bound, 0);
        host.Source.SampleOnce();
        sample = Series("a", Bound, 1000);
        host.Source.SampleOnce();
        sample = Series("a", Bound, 1002);
        host.Source.SampleOnce();

        Assert.Equal((2 * Bound, 0, 0), host.Counts());
    }

    [Fact]
    public async Task UpDownCounter_WithMoreSeriesThanTheBound_JudgesTheKnownOnesOnlyAndSaysSoOnce()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "level", level => level.AtMost(1)));
        UpDownCounter<int> level = host.Meter.CreateUpDownCounter<int>("level");
        for (var i = 0; i < Bound + 10; i++)
        {
            level.Add(1, Tag("a", i));
        }

        host.Source.SampleOnce();

        Assert.Equal((Bound, 0, 0), host.Counts());
        await Eventually.TrueAsync(() => host.Log.Messages(22).Count == 1, "the bound is logged");

        // What was turned away once is not known: half of its changes would make a wrong level.
        level.Add(-1, Tag("a", 0));
        level.Add(5, Tag("a", Bound));
        host.Source.SampleOnce();
        Assert.Equal((2 * Bound, 0, 0), host.Counts());
    }

    [Fact]
    public async Task UpDownCounter_WhoseSeriesStandAtZero_HasRoomForOthers()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Instrument("app", "level", level => level.AtMost(0)));
        UpDownCounter<int> level = host.Meter.CreateUpDownCounter<int>("level");
        for (var i = 0; i < 2 * Bound; i++)
        {
            level.Add(1, Tag("a", i));
            level.Add(-1, Tag("a", i));
        }

        level.Add(1, Tag("a", 0));
        level.Add(1, Tag("b", 0));
        host.Source.SampleOnce();

        Assert.Equal(2, host.Counts().Bad);
        Assert.Empty(host.Log.Messages(22));
    }

    // What breaks without the second look after a series was forgotten: a change falls into a level that is no longer sampled.
    [Fact]
    public async Task UpDownCounter_ChangedWhileSeriesAreForgotten_LosesNoChange()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(
            o => o.Instrument("app", "level", level => level.AtLeast(0).AtMost(0)));
        UpDownCounter<int> level = host.Meter.CreateUpDownCounter<int>("level");
        using Barrier together = new(2);
        await Task.WhenAll(Task.Run(Rise, Cancel), Task.Run(Crowd, Cancel));
        host.Source.SampleOnce();
        Assert.Equal(0, host.Counts().Bad);

        void Rise()
        {
            together.SignalAndWait(Cancel);
            for (var i = 0; i < 100_000; i++)
            {
                level.Add(1, Tag("kept", 0));
                level.Add(-1, Tag("kept", 0));
            }
        }

        void Crowd()
        {
            together.SignalAndWait(Cancel);
            for (var i = 0; i < 100_000; i++)
            {
                level.Add(0, Tag("crowd", i));
            }
        }
    }

    private static Measurement<long>[] Series(string name, int count, long total) =>
        [.. Enumerable.Range(0, count).Select(i => new Measurement<long>(total, Tag(name, i)))];

    private static KeyValuePair<string, object?> Tag(string name, int number) => new("queue", $"{name}{number}");
}
