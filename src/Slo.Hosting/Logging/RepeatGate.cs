namespace Slo.Hosting.Logging;

/// <summary>Lets a message that repeats through once a minute, with the number of those held back since.</summary>
internal sealed class RepeatGate(TimeProvider time)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _last;
    private int _suppressed;

    internal void Pass(Action<int> log)
    {
        int suppressed;
        lock (_gate)
        {
            var now = Now();
            if (_last is { } last && now is { } later && time.GetElapsedTime(last, later) < Interval)
            {
                _suppressed++;
                return;
            }

            _last = now;
            suppressed = _suppressed;
            _suppressed = 0;
        }

        log(suppressed);
    }

    // A clock that fails may be what there is to log.
    private long? Now()
    {
        try
        {
            return time.GetTimestamp();
        }
#pragma warning disable CA1031 // Whatever it throws.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
