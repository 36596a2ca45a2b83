using System.Globalization;

namespace Slo.Hosting.Sources;

/// <summary>The deadline that a gRPC client sends along with a call, and at which it cancels.</summary>
internal static class GrpcDeadline
{
    /// <returns>The time-out of the call; null: none, or not a gRPC call.</returns>
    internal static TimeSpan? Of(HttpRequestMessage request)
    {
        if (!request.Headers.NonValidated.TryGetValues("grpc-timeout", out var values) || values.ToString() is not [.. var digits, var unit]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || digits.Length > 8)
        {
            return null;
        }

        return unit switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
