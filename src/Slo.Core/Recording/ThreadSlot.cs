namespace Slo.Recording;

/// <summary>
/// The slot of the current thread. Alone in its class: a class with other statics would make each access check for its initialiser.
/// </summary>
internal static class ThreadSlot
{
    /// <summary>0 until <see cref="ThreadSlots.Claim"/> gave this thread one.</summary>
    [ThreadStatic]
    internal static int Current;
}
