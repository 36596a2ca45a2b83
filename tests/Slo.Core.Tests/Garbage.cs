namespace Slo.Tests;

internal static class Garbage
{
    /// <summary>Whether an object is collected once its last reference is gone.</summary>
    internal static bool Takes(WeakReference reference)
    {
        for (var i = 0; i < 20 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !reference.IsAlive;
    }
}
