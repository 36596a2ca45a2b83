using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Observations of the latency that an instrument measures.</summary>
public sealed class MeasuredLatencyTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("ms", 75.001, 75, 0)]
    [InlineData("ms", 200, 150, 0)]
    [InlineData("ms", 301, 150, 30)]
    [InlineData("s", 0.1, 75, 0)]
    [InlineData("s", 0.2, 150, 0)]
    [InlineData(null, 0.4, 150, 30)]
    [InlineData("us", 100_000, 75, 0)]
    [InlineData("ns", 200_000_000, 150, 0)]
    [InlineData("min", 0.1 / 60, 75, 0)]
    public async Task Observation_OfSlowMeasurements_NamesTheMarkInAnyUnit(string? unit, double slow, int mark, int bad)
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(Calls);
        Histogram<double> calls = host.Meter.CreateHistogram<double>("calls", unit);
        Run(host, calls, slices: 320, slow: 0, value: 0);
        SloTracker tracker = host.Registry.Get("x");
        Assert.Equal(0, tracker.GetAnomalyScore(SloAnomalySignal.Latency));

        Run(host, calls, slices: 3, slow: 10, slow);
        SloObservation open = Assert.Single(tracker.Observations, observation => observation.Signal == SloAnomalySignal.Latency);
        Assert.Equal((TimeSpan.FromMilliseconds(mark), 0.5), (open.LongerThan, open.Observed));
        Assert.Equal(bad, tracker.Total.Bad);
        Assert.Equal(bad == 0 ? [] : [SloEvent.TooSlow], tracker.GetReasons().Select(reason => reason.Reason));
    }

    // What failed, was cancelled or ignored has no latency.
    [Theory]
    [InlineData("failed", 200, 30, 0)]
    [InlineData("cancelled", 200, 0, 30)]
    [InlineData("cancelled", 301, 30, 0)]
    [InlineData("ignored", 200, 0, 30)]
    public async Task Observations_OfMeasurementsWithAnotherVerdict_AreNone(string tag, double slow, int bad, int ignored)
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(Calls);
        Histogram<double> calls = host.Meter.CreateHistogram<double>("calls", "ms");
        Run(host, calls, slices: 320, slow: 0, value: 0);
        Run(host, calls, slices: 3, slow: 10, slow, tag);

        SloTracker tracker = host.Registry.Get("x");
        Assert.DoesNotContain(tracker.Observations, observation => observation.Signal == SloAnomalySignal.Latency);
        Assert.Equal(0, tracker.GetAnomalyScore(SloAnomalySignal.Latency));
        Assert.Equal((bad, ignored), (tracker.Total.Bad, tracker.IgnoredTotal));
    }

    // A tick is much more than what a measurement may lie beyond the threshold, and much less than the longest one.
    [Theory]
    [InlineData(300, true)]
    [InlineData(300.00000000001, false)]
    [InlineData(double.MaxValue, false)]
    public async Task Measurement_BesideTheThreshold_IsComparedInItsOwnUnit(double milliseconds, bool good)
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(Calls);
        host.Meter.CreateHistogram<double>("calls", "ms").Record(milliseconds);

        Assert.Equal((good ? 1 : 0, good ? 0 : 1, 0), host.Counts());
    }

    private static SloObjectiveBuilder Calls(SloObjectiveBuilder objective) => objective
        .Instrument("app", "calls", calls => calls
            .BadWhen("failed", "*").CancelledWhen("cancelled", "*").IgnoreWhen("ignored", "*"))
        .FasterThan(Threshold);

    private static void Run(MeasuringHost host, Histogram<double> calls, int slices, int slow, double value, string tag = "none")
    {
        var time = (FakeTimeProvider)host.Services.GetRequiredService<TimeProvider>();
        for (var slice = 0; slice < slices; slice++)
        {
            for (var i = 0; i < 20; i++)
            {
                calls.Record(i < slow ? value : 0, new KeyValuePair<string, object?>(i < slow ? tag : "none", "yes"));
            }

            for (var minute = 0; minute < 5; minute++)
            {
                time.Advance(TimeSpan.FromMinutes(1));
                host.Registry.Evaluate();
            }
        }
    }
}
