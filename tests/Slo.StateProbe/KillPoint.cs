namespace Slo.StateProbe;

/// <summary>Where a process stops in the course of an action, so that it can be killed there.</summary>
internal enum KillPoint
{
    /// <summary>Nowhere.</summary>
    Never,

    /// <summary>Before the store knows that the action is about to run.</summary>
    BeforeTheCallIsKept,

    /// <summary>The store knows that the action is about to run; it has not begun.</summary>
    BeforeTheCall,

    /// <summary>The action has acted, and has not returned.</summary>
    DuringTheCall,

    /// <summary>The action has returned, and the store does not know.</summary>
    BeforeTheResultIsKept,

    /// <summary>The store knows what became of the action.</summary>
    AfterTheResultIsKept,
}
