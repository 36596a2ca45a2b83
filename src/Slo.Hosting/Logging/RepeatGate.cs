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
            if (IsTooEarly())
            {
                _suppressed++;
                return;
            }

            suppressed = _suppressed;
            _suppressed = 0;
        }

        log(suppressed);
    }

    // A clock that fails may be what there is to log.
    private bool IsTooEarly()
    {
        try
        {
            var now = time.GetTimestamp();
            if (_last is { } last && time.GetElapsedTime(last, now) < Interval)
            {
                return true;
            }

            _last = now;
        }
#pragma warning disable CA1031 // Whatever it throws.
        catch (Exception)
#pragma warning restore CA1031
        {
            _last = null;
        }

        return false;
    }
}
