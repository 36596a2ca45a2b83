namespace Slo.Dependencies;

/// <summary>The observation of calls by one host.</summary>
internal sealed class CallObservation : IDisposable
{
    private readonly string[] _sources;
    private readonly Lock _gate = new();
    private bool _isDisposed;

    internal CallObservation(string[] sources)
    {
        _sources = sources;
        CallListener.Add(sources);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        CallListener.Remove(_sources);
    }
}
