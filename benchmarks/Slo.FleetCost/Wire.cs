using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Slo.FleetCost;

/// <summary>Round trips and bytes of Npgsql, by its own instruments.</summary>
internal sealed class Wire : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private long _sent;
    private long _received;
    private long _trips;

    internal Wire()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Npgsql" && (IsSent(instrument) || IsReceived(instrument)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            Interlocked.Add(ref IsSent(instrument) ? ref _sent : ref _received, value));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStopped = _ => Interlocked.Increment(ref _trips),
        };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>Returns the traffic since the last call.</summary>
    internal (long Trips, long Sent, long Received) Take() =>
        (Interlocked.Exchange(ref _trips, 0), Interlocked.Exchange(ref _sent, 0), Interlocked.Exchange(ref _received, 0));

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private static bool IsSent(Instrument instrument) => instrument.Name.EndsWith("bytes_written", StringComparison.Ordinal);

    private static bool IsReceived(Instrument instrument) => instrument.Name.EndsWith("bytes_read", StringComparison.Ordinal);
}
