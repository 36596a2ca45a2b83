using System.Diagnostics.Metrics;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>What the series of an observable counter count from round to round.</summary>
public sealed class SampledTotalTests
{
    private static readonly KeyValuePair<string, object?> Failed = new("error", "timeout");

    [Fact]
    public async Task Series_ThatAppearsAfterTheFirstRound_HasGrownFromZero()
    {
        await using MeasuringHost host = await Host();

        Assert.Equal((7, 5, 0), Counts(host, [new(100)], [new(107), new(5, Failed)]));
    }

    [Fact]
    public async Task Series_ThatAppearsBesideACallbackThatThrows_HasGrownFromZero()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(options =>
        {
            options.AddObjective("x", o => o.TargetPercent(99).Instrument("app", "total", total => total.BadWhen("error")));
            options.AddObjective("broken", o => o.TargetPercent(99).Instrument("app", "broken"));
        });
        host.Meter.CreateObservableCounter("broken", long () => throw new InvalidOperationException("no queue"));

        Assert.Equal((7, 5, 0), Counts(host, [new(100)], [new(107), new(5, Failed)]));
    }

    [Fact]
    public async Task Series_ThatWasAway_BeginsWithItsFirstSample()
    {
        await using MeasuringHost host = await Host();

        Assert.Equal((1, 2, 0), Counts(host, [new(10), new(5, Failed)], [new(10)], [new(11), new(50, Failed)], [new(11), new(52, Failed)]));
    }

    [Fact]
    public async Task Series_WhoseFirstSampleIsNotANumber_BeginsWithTheNext()
    {
        await using MeasuringHost host = await Host();

        Assert.Equal((2, 0, 0), Counts(host, [new(double.NaN)], [new(1000)], [new(1002)]));
    }

    [Fact]
    public async Task Series_ReportedTwiceInARound_IsTheSumOfBoth()
    {
        await using MeasuringHost host = await Host();
        KeyValuePair<string, object?> number = new("queue", 1);
        KeyValuePair<string, object?> text = new("queue", "1");

        Assert.Equal(
            (4, 0, 0),
            Counts(host, [new(1000, number), new(10, text)], [new(1000, number), new(10, text)], [new(1003, number), new(11, text)]));
    }

    [Fact]
    public async Task Series_WithItsTagsInAnotherOrder_IsTheSame()
    {
        await using MeasuringHost host = await Host();
        KeyValuePair<string, object?> a = new("a", "1");
        KeyValuePair<string, object?> b = new("b", "2");

        Assert.Equal((3, 0, 0), Counts(host, [new(1000, a, b)], [new(1003, b, a)]));
    }

    [Fact]
    public async Task Series_WithControlCharactersInItsTags_IsItsOwn()
    {
        await using MeasuringHost host = await Host();
        KeyValuePair<string, object?>[] two = [new("a", "1"), new("error", "2")];
        KeyValuePair<string, object?> one = new("a", "1\u0002error\u00012");

        Assert.Equal((1, 1, 0), Counts(host, [new(1000, two), new(10, one)], [new(1001, two), new(11, one)]));
    }

    [Fact]
    public async Task Round_ThatACallbackBreaksOff_CountsWithTheNext()
    {
        await using MeasuringHost host = await Host();
        var breaksOff = false;
        var total = 1;
        host.Meter.CreateObservableCounter("total", Sample);
        host.Source.SampleOnce();
        breaksOff = true;
        total = 3;
        host.Source.SampleOnce();
        Assert.Equal((0, 0, 0), host.Counts());

        breaksOff = false;
        total = 4;
        host.Source.SampleOnce();
        Assert.Equal((3, 3, 0), host.Counts());

        IEnumerable<Measurement<int>> Sample()
        {
            yield return new(total);
            if (breaksOff)
            {
                throw new InvalidOperationException("no queue");
            }

            yield return new(total, Failed);
        }
    }

    private static Task<MeasuringHost> Host() =>
        MeasuringHost.StartAsync(o => o.Instrument("app", "total", total => total.BadWhen("error")));

    /// <summary>What is counted when the instrument reports one after the other of these.</summary>
    private static (long Good, long Bad, long Ignored) Counts(MeasuringHost host, params Measurement<double>[][] rounds)
    {
        Measurement<double>[] sample = [];
        host.Meter.CreateObservableCounter("total", () => sample);
        foreach (Measurement<double>[] round in rounds)
        {
            sample = round;
            host.Source.SampleOnce();
        }

        return host.Counts();
    }
}
