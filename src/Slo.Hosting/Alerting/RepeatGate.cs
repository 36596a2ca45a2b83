namespace Slo.Hosting.Alerting;

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
            var now = time.GetTimestamp();
            if (_last is { } last && time.GetElapsedTime(last, now) < Interval)
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
}
