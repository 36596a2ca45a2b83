using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Logging;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// Logs messages that the sender will not retry. Once per interval for each kind: requests without credentials fill no disk and hide no
/// message that was too long.
/// </summary>
internal sealed class LostAlerts(TimeProvider time, ILogger logger)
{
    // It quotes the sender.
    private const int MaximumDetail = 500;

    private readonly ConcurrentDictionary<int, RepeatGate> _byStatus = new();

    internal void Refused(int status, string detail) =>
        Report(status, string.Create(CultureInfo.InvariantCulture, $"answered {status}: {SloText.OneLine(detail, MaximumDetail)}"));

    internal void Truncated(ulong alerts) => Report(
        StatusCodes.Status204NoContent, string.Create(CultureInfo.InvariantCulture,
            $"{alerts} alerts were omitted by the sender: raise max_alerts of the webhook_config"));

    private void Report(int status, string reason) =>
        _byStatus.GetOrAdd(status, _ => new RepeatGate(time)).Pass(suppressed => logger.AlertsLost(reason, suppressed));
}
