using System.Globalization;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// The deadline of a gRPC call, from the header <c>grpc-timeout</c>: up to eight digits and a unit. When it passes, the client resets the
/// stream at the same instant as the server's timer ends the call, and either may be first.
/// </summary>
internal static class GrpcDeadline
{
    // The timers of both sides end up to a tick of the system's clock early.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether a call that took this long ran into its deadline.</summary>
    internal static bool HasPassed(string? header, TimeSpan elapsed) =>
        Parse(header) is { } deadline
        && elapsed >= deadline - (deadline / 10 < Tolerance ? deadline / 10 : Tolerance);

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
