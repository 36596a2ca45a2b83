namespace Canary;

/// <summary>The share of the requests that fail, and the time of the first failure.</summary>
internal sealed class Faults(TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _share;
    private DateTimeOffset? _firstError;

    internal double Share
    {
        set
        {
            lock (_lock)
            {
                _share = value;
            }
        }
    }

    internal DateTimeOffset? FirstError
    {
        get
        {
            lock (_lock)
            {
                return _firstError;
            }
        }
    }

    internal bool Strike()
    {
        lock (_lock)
        {
            var strikes = _share > 0 && Random.Shared.NextDouble() < _share;
            if (strikes)
            {
                _firstError ??= time.GetUtcNow();
            }

            return strikes;
        }
    }
}
