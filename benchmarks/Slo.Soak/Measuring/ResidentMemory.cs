using System.Globalization;

namespace Slo.Soak.Measuring;

/// <summary>What the process has in memory, in bytes, as /proc says.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Anonymous">Heaps and stacks.</param>
/// <param name="Files">Pages of assemblies and libraries that were touched.</param>
/// <param name="Shared">Mostly compiled code, which the runtime maps twice.</param>
/// <param name="Threads">Threads of the operating system.</param>
internal sealed record ResidentMemory(long Total, long Anonymous, long Files, long Shared, int Threads)
{
    internal static ResidentMemory Read()
    {
        Dictionary<string, string> lines = File.ReadLines("/proc/self/status")
            .Select(line => line.Split(':', 2)).ToDictionary(part => part[0], part => part[1]);
        return new ResidentMemory(
            Bytes(lines, "VmRSS"), Bytes(lines, "RssAnon"), Bytes(lines, "RssFile"), Bytes(lines, "RssShmem"),
            (int)Number(lines, "Threads"));
    }

    private static long Bytes(Dictionary<string, string> lines, string key) => 1024 * Number(lines, key);

    private static long Number(Dictionary<string, string> lines, string key) =>
        long.Parse(lines[key].AsSpan().Trim().Trim("kB").Trim(), CultureInfo.InvariantCulture);
}
