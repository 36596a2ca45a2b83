using System.Threading.Channels;

namespace Slo.Telemetry;

/// <summary>
/// Records measurements from the thread pool, in order: recording calls the listeners of the meter, which are code of the app, and one that
/// blocks must not hold up an evaluation. Bounded: while a listener blocks, the oldest measurements are dropped.
/// </summary>
internal sealed class BackgroundMeasurements : IDisposable
{
    private const int Capacity = 1_000;

    private readonly Channel<Action> _waiting = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Lock _gate = new();
    private Exception? _error;

    internal BackgroundMeasurements()
    {
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _ = Task.Run(RunAsync);
    }

    /// <summary>Records nothing more once what waits is recorded.</summary>
    public void Dispose() => _waiting.Writer.TryComplete();

    internal void Post(Action record) => _waiting.Writer.TryWrite(record);

    /// <summary>What a listener threw since this was last asked.</summary>
    internal Exception? TakeError()
    {
        lock (_gate)
        {
            Exception? error = _error;
            _error = null;
            return error;
        }
    }

    private async Task RunAsync()
    {
        await foreach (Action record in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                record();
            }
#pragma warning disable CA1031 // A listener's fault must not keep the next measurement from it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                lock (_gate)
                {
                    _error = exception;
                }
            }
        }
    }
}
