namespace Slo.AspNetCore.Alertmanager;

/// <summary>Limits how many messages are received at once. A message beyond the limit is refused and does not wait.</summary>
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
