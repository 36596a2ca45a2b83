namespace Slo.Dependencies;

/// <summary>Work that is found by the execution context.</summary>
/// <param name="outer">The work within which it began, or null.</param>
/// <param name="link">Its calls.</param>
internal sealed class FlowingWork(FlowingWork? outer, CallLink link)
{
    private volatile bool _isOver;

    internal bool IsOver => _isOver;

    internal FlowingWork? Outer => outer;

    internal CallLink Link => link;

    /// <returns>The calls; null: it made none, or was ended before.</returns>
    internal SloCalls? End()
    {
        _isOver = true;
        return link.End();
    }
}
