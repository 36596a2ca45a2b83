using System.Diagnostics.Metrics;
using Slo.Hosting.Sources;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

public sealed class LateSeriesTests
{
    [Fact]
    public void Total_OfASeriesThatAppearsAfterTheFirstRound_HasGrownFromZero()
    {
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("jobs").TargetPercent(99)
            .Instrument("Jobs", "done", measurements => measurements.BadWhen("error")).Build());
        using Meter meter = new("Jobs");
        ObservableCounter<long> done = meter.CreateObservableCounter("done", () => 0L);
        MeasuredInstrument measured = new(done)
        {
            Objectives = [new MeasuredObjective(tracker, (InstrumentIndicator)tracker.Objective.Indicator, done)],
        };

        measured.Measured(100, []);
        measured.EndRound();
        measured.Measured(107, []);
        measured.Measured(5, [new("error", "timeout")]);

        Assert.Equal(new SloEventCounts(7, 5), tracker.Total);
    }
}
