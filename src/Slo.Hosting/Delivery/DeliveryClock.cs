namespace Slo.Hosting.Delivery;

/// <summary>Time that has passed since the first look. A clock that throws stands still for that long. Not thread-safe.</summary>
internal sealed class DeliveryClock(TimeProvider time)
{
    private long? _origin;
    private TimeSpan _now;

    internal TimeSpan Now
    {
        get
        {
            try
            {
                var timestamp = time.GetTimestamp();
                _now = time.GetElapsedTime(_origin ??= timestamp, timestamp);
            }
#pragma warning disable CA1031 // A clock of the app, which throws what it likes: what is posted meanwhile must not be lost.
            catch (Exception)
#pragma warning restore CA1031
            {
            }

            return _now;
        }
    }
}
