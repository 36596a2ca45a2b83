using System.Diagnostics.Metrics;

namespace Slo.Recording;

/// <summary>
/// Counts bad events while they are recorded, so that a metrics SDK can take the trace of the current activity as an exemplar. Nothing
/// but a look at a flag unless a listener has enabled the instrument.
/// </summary>
internal sealed class ExemplarCounter
{
    // An objective whose events are these measurements would count its own bad events for ever.
    [ThreadStatic]
    private static bool _isAdding;

    private volatile Counter<long>? _counter;
    private Exception? _error;

    /// <summary>The instrument; null: none.</summary>
    internal Counter<long>? Counter
    {
        set => _counter = value;
    }

    /// <summary>Counts a bad event. Never throws: a listener is code of others.</summary>
    /// <param name="objective">The name of the objective.</param>
    internal void Add(string objective)
    {
        if (_counter is not { Enabled: true } counter || _isAdding)
        {
            return;
        }

        try
        {
            _isAdding = true;
            counter.Add(1, new KeyValuePair<string, object?>("slo.name", objective));
        }
#pragma warning disable CA1031 // A fault of a listener must not fail a request.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Volatile.Write(ref _error, exception);
        }
        finally
        {
            _isAdding = false;
        }
    }

    /// <summary>What a listener threw since this was last asked.</summary>
    internal Exception? TakeError() => Volatile.Read(ref _error) is null ? null : Interlocked.Exchange(ref _error, null);
}
