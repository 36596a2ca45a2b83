using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// Logs messages that the sender will not retry. Once per interval for each kind: requests without credentials fill no disk and hide no
/// message that was too long.
/// </summary>
internal sealed class LostAlerts(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    // It quotes the sender.
    private const int MaximumDetail = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, (long LastLog, long Suppressed)> _byStatus = [];

    internal void Refused(int status, string detail) =>
        Report(status, string.Create(CultureInfo.InvariantCulture, $"answered {status}: {SloText.OneLine(detail, MaximumDetail)}"));

    internal void Truncated(ulong alerts) => Report(
        StatusCodes.Status204NoContent, string.Create(CultureInfo.InvariantCulture,
            $"{alerts} alerts were omitted by the sender: raise max_alerts of the webhook_config"));

    private void Report(int status, string reason)
    {
        long suppressed;
        lock (_gate)
        {
            if (_byStatus.TryGetValue(status, out (long LastLog, long Suppressed) seen) && time.GetElapsedTime(seen.LastLog) < LogInterval)
            {
                _byStatus[status] = seen with { Suppressed = seen.Suppressed + 1 };
                return;
            }

            suppressed = seen.Suppressed;
            _byStatus[status] = (time.GetTimestamp(), 0);
        }

        logger.AlertsLost(reason, suppressed);
    }
}
