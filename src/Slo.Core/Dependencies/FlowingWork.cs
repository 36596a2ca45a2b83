namespace Slo.Dependencies;

/// <summary>Work that is found by the execution context.</summary>
internal sealed class FlowingWork
{
    private volatile bool _isOver;

    internal bool IsOver => _isOver;

    internal SloCalls Calls { get; } = new();

    internal SloCalls? End()
    {
        _isOver = true;
        return Calls.End();
    }
}
