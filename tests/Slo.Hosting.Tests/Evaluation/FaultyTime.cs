namespace Slo.Hosting.Tests.Evaluation;

/// <summary>The system's clock, until it is told to fail or to hang.</summary>
internal sealed class FaultyTime : TimeProvider
{
    private volatile bool _hangs;
    private volatile Exception? _fault;
    private int _reads;

    internal Exception? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    internal int FailedReads => Volatile.Read(ref _reads);

    public override DateTimeOffset GetUtcNow() => Checked(base.GetUtcNow());

    public override long GetTimestamp() => Checked(base.GetTimestamp());

    internal void Hang() => _hangs = true;

    internal void Continue() => _hangs = false;

    private T Checked<T>(T value)
    {
        SpinWait.SpinUntil(() => !_hangs);
        if (_fault is { } fault)
        {
            Interlocked.Increment(ref _reads);
            throw fault;
        }

        return value;
    }
}
