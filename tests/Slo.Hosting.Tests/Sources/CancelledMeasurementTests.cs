using System.Diagnostics.Metrics;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>What the caller cancelled: ignored, unless it was late or timed out.</summary>
public sealed class CancelledMeasurementTests
{
    private const string Cancelled = "System.Threading.Tasks.TaskCanceledException";

    [Theory]
    [InlineData(300, Cancelled, SloOutcome.Ignored, null)]
    [InlineData(301, Cancelled, SloOutcome.Bad, "latency")]
    [InlineData(300, "System.OperationCanceledException", SloOutcome.Ignored, null)]
    [InlineData(300, "System.TimeoutException", SloOutcome.Bad, "System.TimeoutException")]
    [InlineData(300, null, SloOutcome.Good, null)]
    public async Task Measurement_WithALatencyThreshold_IsIgnoredUpToIt(double milliseconds, string? error, SloOutcome outcome, string? reason)
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => Calls(o).FasterThan(TimeSpan.FromMilliseconds(300)));
        Measure(host, "ms", milliseconds, error);

        AssertIs(host, outcome, reason);
    }

    [Theory]
    [InlineData(9.49, SloOutcome.Ignored, null)]
    [InlineData(9.5, SloOutcome.Bad, "timeout")]
    public async Task Measurement_WithATimeoutOnly_IsIgnoredUntilShortlyBeforeIt(double seconds, SloOutcome outcome, string? reason)
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => Calls(o, TimeSpan.FromSeconds(10)));
        Measure(host, "s", seconds, Cancelled);

        AssertIs(host, outcome, reason);
    }

    [Fact]
    public async Task Measurement_OfACounter_IsNotCounted()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => Calls(o));
        host.Meter.CreateCounter<long>("calls").Add(3, new KeyValuePair<string, object?>("error.type", Cancelled));

        Assert.Equal((0, 0, 0), host.Counts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Timeout_NotAboveZero_IsAnError(int seconds) => Assert.Equal(
        SloFindingCodes.OutOfRange,
        Assert.Single(Assert.Throws<SloDefinitionException>(() => Calls(new SloObjectiveBuilder("x").TargetPercent(99), TimeSpan.FromSeconds(seconds)).Build())
            .Findings).Code);

    [Fact]
    public void Timeout_WithoutCancelledWhen_IsAnError() => Assert.Equal(
        SloFindingCodes.OutOfRange,
        Assert.Single(Assert.Throws<SloDefinitionException>(() => new SloObjectiveBuilder("x").TargetPercent(99)
            .Instrument("app", "calls", calls => calls.Timeout(TimeSpan.FromSeconds(1))).Build()).Findings).Code);

    [Fact]
    public void Configuration_WithBothKeys_IsReadAsWritten()
    {
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective("""
            "TargetPercent": 99, "Instrument": { "Meter": "m", "Name": "n", "CancelledWhen": { "error.type": "*CanceledException" }, "Timeout": "10s" }
            """)));

        var instrument = (InstrumentIndicator)objective.Indicator;
        Assert.Equal([new TagFilter("error.type", "*CanceledException")], instrument.CancelledWhen);
        Assert.Equal(TimeSpan.FromSeconds(10), instrument.Timeout);
    }

    private static SloObjectiveBuilder Calls(SloObjectiveBuilder objective, TimeSpan? timeout = null) => objective.Instrument("app", "calls", calls =>
    {
        calls.CancelledWhen("error.type", "*CanceledException").BadWhen("error.type");
        if (timeout is { } set)
        {
            calls.Timeout(set);
        }
    });

    private static void Measure(MeasuringHost host, string unit, double value, string? error)
    {
        Histogram<double> calls = host.Meter.CreateHistogram<double>("calls", unit);
        calls.Record(value, new KeyValuePair<string, object?>("error.type", error));
    }

    private static void AssertIs(MeasuringHost host, SloOutcome outcome, string? reason)
    {
        Assert.Equal((outcome == SloOutcome.Good ? 1 : 0, outcome == SloOutcome.Bad ? 1 : 0, outcome == SloOutcome.Ignored ? 1 : 0), host.Counts());
        Assert.Equal(reason is null ? [] : [reason], host.Registry.Get("x").GetReasons().Select(bad => bad.Reason));
    }
}
