namespace Slo.Testing;

/// <summary>What code allocates on the thread that runs it.</summary>
public static class Allocations
{
    private const int Rounds = 5;

    /// <summary>
    /// The bytes of the leanest of several rounds. Code that allocates does so in each of them; what the runtime allocates once, when it
    /// compiles a method anew for example, falls into one.
    /// </summary>
    public static long Of(Action round)
    {
        ArgumentNullException.ThrowIfNull(round);
        round();
        var least = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
