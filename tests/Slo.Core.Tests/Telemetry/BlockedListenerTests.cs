using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Telemetry;

public sealed class BlockedListenerTests
{
    // Called by the evaluation itself, the listener would stop it for ever.
    [Theory]
    [InlineData("slo.evaluation.duration")]
    [InlineData("slo.alert.transitions")]
    public void Listener_ThatBlocks_StopsNoEvaluation(string blocked)
    {
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim release = new();
        using MeterWatch meters = new();
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time, meters);
        SloTracker tracker = registry.Add(Definition.Build());
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == blocked && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Block());
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Block());
        listener.Start();

        tracker.Record(0, 100);
        Evaluate();
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        tracker.Record(100, 0);
        Evaluate();

        Assert.Equal(new SloEventCounts(100, 100), tracker.Status.Events);
        release.Set();

        void Block()
        {
            entered.Set();
            release.Wait();
        }

        void Evaluate()
        {
            time.Advance(TimeSpan.FromSeconds(1));
            registry.Evaluate();
        }
    }
}
