using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>What the webhook logs. Event ids are pinned by a test and shared with request counting: 101 to 199.</summary>
internal static partial class Log
{
    [LoggerMessage(106, LogLevel.Warning,
        "Alerts sent to the webhook were lost: {Reason} ({Suppressed} earlier ones of this kind not logged)")]
    internal static partial void AlertsLost(this ILogger logger, string reason, long suppressed);
}
