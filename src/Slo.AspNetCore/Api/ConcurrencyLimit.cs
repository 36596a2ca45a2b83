namespace Slo.AspNetCore.Api;

/// <summary>Limits how many requests of a kind are answered at once. A request beyond the limit is refused and does not wait.</summary>
internal sealed class ConcurrencyLimit(int maximum)
{
    private readonly Lock _gate = new();
    private int _current;

    internal bool TryEnter()
    {
        lock (_gate)
        {
            var isFree = _current < maximum;
            _current += isFree ? 1 : 0;
            return isFree;
        }
    }

    internal void Exit()
    {
        lock (_gate)
        {
            _current--;
        }
    }
}
