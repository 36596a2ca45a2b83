using System.Globalization;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// The deadline of a gRPC call, from the header <c>grpc-timeout</c>: up to eight digits and a unit. When it passes, the client resets the
/// stream at the same instant as the server's timer ends the call, and either may be first.
/// </summary>
internal static class GrpcDeadline
{
    // The client's time began when it sent the call, ours when a busy server came to read it.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Whether a call that took this long ran into its deadline. Within the last quarter of it, and at most 100 ms before it, the end of a
    /// call is taken for that.
    /// </summary>
    internal static bool HasPassed(string? header, TimeSpan elapsed) =>
        Parse(header) is { } deadline
        && elapsed >= deadline - (deadline / 4 < Tolerance ? deadline / 4 : Tolerance);

    internal static TimeSpan? Parse(string? header)
    {
        if (header is not { Length: >= 2 and <= 9 }
            || !long.TryParse(header.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return header[^1] switch
        {
            'H' => TimeSpan.FromTicks(count * TimeSpan.TicksPerHour),
            'M' => TimeSpan.FromTicks(count * TimeSpan.TicksPerMinute),
            'S' => TimeSpan.FromTicks(count * TimeSpan.TicksPerSecond),
            'm' => TimeSpan.FromTicks(count * TimeSpan.TicksPerMillisecond),
            'u' => TimeSpan.FromTicks(count * TimeSpan.TicksPerMicrosecond),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
