namespace Slo.Tests;

internal static class Garbage
{
    /// <summary>Whether an object is collected once its last reference is gone: work that ends on the thread pool may hold it for a moment.</summary>
    internal static bool Takes(WeakReference reference) => SpinWait.SpinUntil(
        () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !reference.IsAlive;
        },
        TimeSpan.FromSeconds(10));
}
