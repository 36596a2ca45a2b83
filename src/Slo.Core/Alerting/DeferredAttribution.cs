namespace Slo.Alerting;

/// <summary>An explanation that is computed when it is first read, and kept. Thread-safe; readers wait for the one that computes.</summary>
/// <remarks>
/// A failure is not kept: what is read is unknown, and the next read tries again. After the last try it stays unknown, so that a search
/// that always fails does not cost each reader some milliseconds.
/// </remarks>
/// <param name="compute">Computes it. Code of the library, never of the app.</param>
/// <param name="isOfEscalation">Whether it explains why an alert became more severe, and not all of its incident.</param>
/// <param name="isFinal">Whether what is unknown now stays unknown: until then the next read tries again, and it is no failure. Null: it
/// does.</param>
internal sealed class DeferredAttribution(Func<SloAttribution?> compute, bool isOfEscalation = false, Func<bool>? isFinal = null)
{
    internal const int MostTries = 3;

    private readonly Lock _gate = new();

    // Null once it is settled: what it refers to is then free.
    private Func<SloAttribution?>? _compute = compute;
    private SloAttribution? _value;
    private int _failures;

    internal bool IsOfEscalation => isOfEscalation;

    /// <summary>False while another read may find more.</summary>
    internal bool IsSettled
    {
        get
        {
            lock (_gate)
            {
                return _compute is null;
            }
        }
    }

    /// <summary>Null: unknown.</summary>
    internal SloAttribution? Value
    {
        get
        {
            lock (_gate)
            {
                return _compute is { } search ? Try(search) : _value;
            }
        }
    }

    private SloAttribution? Try(Func<SloAttribution?> search)
    {
        try
        {
            _value = search();
            _compute = _value is null && isFinal?.Invoke() == false ? _compute : null;
        }
        catch (Exception)
        {
            // An alert is told, and an incident is read, without its explanation.
            _failures++;
            _compute = _failures < MostTries ? _compute : null;
        }

        return _value;
    }
}
