namespace Slo.Recording;

/// <summary>
/// Gives every thread that records a small number of its own, so that counters can keep one cell per thread.
/// The number of a thread that has ended is passed on with its cells: the next thread continues where the last one stopped, so
/// nothing is ever folded, zeroed or lost. Numbers stay about below twice the greatest number of recording threads alive at once, or below
/// 32.
/// </summary>
internal static class ThreadSlots
{
    private static readonly Lock Gate = new();
    private static readonly Stack<int> Free = new();

    // Index = slot. Slot 0 is never used, so that "no slot yet" needs no test of its own on the hot path.
    // Weak, because the object of a thread that has ended still references its async locals, and through them a module that should be
    // unloaded.
    private static readonly List<WeakReference<Thread>> Owners = [new(null!)];

    private static int _scanAt = 32;

    /// <summary>How many slots there are, free ones included.</summary>
    internal static int Count
    {
        get
        {
            lock (Gate)
            {
                return Owners.Count - 1;
            }
        }
    }

    /// <summary>Gives this thread a slot, if it has none.</summary>
    internal static int Claim()
    {
        if (ThreadSlot.Current != 0)
        {
            return ThreadSlot.Current;
        }

        lock (Gate)
        {
            if (Free.Count == 0 && Owners.Count >= _scanAt)
            {
                ReleaseDead();
            }

            if (Free.TryPop(out var slot))
            {
                Owners[slot].SetTarget(Thread.CurrentThread);
            }
            else
            {
                slot = Owners.Count;
                Owners.Add(new(Thread.CurrentThread));
            }

            return ThreadSlot.Current = slot;
        }
    }

    // Only when none is free, so that none is freed twice. The scan is paid for by the slots handed out since the last one.
    // A dead thread's writes are visible: its end and our lock order them.
    private static void ReleaseDead()
    {
        for (var slot = 1; slot < Owners.Count; slot++)
        {
            if (!Owners[slot].TryGetTarget(out Thread? owner) || !owner.IsAlive)
            {
                Free.Push(slot);
            }
        }

        _scanAt = Math.Max(32, 2 * (Owners.Count - Free.Count));
    }
}
