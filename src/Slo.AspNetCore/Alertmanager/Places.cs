namespace Slo.AspNetCore.Alertmanager;

/// <summary>A bounded number of places, which nobody waits for.</summary>
internal sealed class Places(int maximum)
{
    private readonly Lock _gate = new();
    private int _taken;

    internal bool TryTake()
    {
        lock (_gate)
        {
            var isFree = _taken < maximum;
            _taken += isFree ? 1 : 0;
            return isFree;
        }
    }

    internal void Free()
    {
        lock (_gate)
        {
            _taken--;
        }
    }
}
