using System.Runtime.InteropServices;

namespace Slo.Throughput.Measuring;

/// <summary>
/// Keeps the threads of a lane on different processors, where the system lets us: on a busy machine they would else often
/// share one, and never run at the same time. Nothing happens where it cannot be done.
/// </summary>
internal static class Pinning
{
    /// <summary>Binds the calling thread to one processor.</summary>
    internal static void To(int processor) => Set(1UL << (processor % Math.Min(64, Environment.ProcessorCount)));

    /// <summary>Lets the calling thread run anywhere again.</summary>
    internal static void Release() => Set(ulong.MaxValue);

    private static void Set(ulong processors)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetAffinity(0, sizeof(ulong), ref processors);
        }
    }

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAffinity(int thread, nint size, ref ulong processors);
}
