namespace Slo.Dependencies;

/// <summary>Work that is found by the execution context.</summary>
/// <param name="outer">The work within which it began, or null.</param>
internal sealed class FlowingWork(FlowingWork? outer)
{
    private volatile bool _isOver;

    internal bool IsOver => _isOver;

    internal FlowingWork? Outer => outer;

    internal SloCalls Calls { get; } = new();

    /// <returns>The calls; null: it made none, or was ended before.</returns>
    internal SloCalls? End()
    {
        if (_isOver)
        {
            return null;
        }

        _isOver = true;
        return Calls.End();
    }
}
