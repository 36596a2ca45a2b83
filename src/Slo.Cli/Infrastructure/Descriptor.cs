using System.Runtime.InteropServices;

namespace Slo.Cli.Infrastructure;

/// <summary>What the process was given as standard input, output and error.</summary>
/// <remarks>
/// A descriptor that is closed when the process starts is taken by the next file that the runtime opens for itself: reading it never
/// returns, writing it disturbs the runtime. Inherited descriptors never close on exec, and those that the runtime opens always do: this
/// distinguishes them.
/// </remarks>
internal static class Descriptor
{
    internal const int Input = 0;
    internal const int Output = 1;
    internal const int Error = 2;

    // As Linux and macOS number them.
    private const int GetFlags = 1;
    private const int ClosesOnExec = 1;
    private const short Fault = 0x8;
    private const short HangUp = 0x10;

    /// <summary>
    /// Whether this one of the three was open at the start. Windows handles this itself: its console streams are then empty.
    /// </summary>
    internal static bool IsGiven(int descriptor) => OperatingSystem.IsWindows() || (fcntl(descriptor, GetFlags) & ClosesOnExec) == 0;

    /// <summary>Whether the reader of a pipe still exists. .NET does not report it: writes to a broken pipe are dropped.</summary>
    internal static bool HasReader(int descriptor)
    {
        PollDescriptor poll = new() { Descriptor = descriptor };
        return OperatingSystem.IsWindows() || Descriptor.poll(ref poll, 1, 0) <= 0 || (poll.Returned & (Fault | HangUp)) == 0;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fcntl(int descriptor, int command);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int poll(ref PollDescriptor descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Returned;
    }
}
