using System.Globalization;

namespace Slo.Shared;

/// <summary>The header <c>grpc-timeout</c>, which has the deadline of a call: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    internal const string Header = "grpc-timeout";

    /// <returns>The time from the start of the call; null if there is no such header, or another text in it.</returns>
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
