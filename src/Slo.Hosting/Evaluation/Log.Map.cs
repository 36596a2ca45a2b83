using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Evaluation;

/// <content>The map of a fleet.</content>
internal static partial class Log
{
    [LoggerMessage(55, LogLevel.Warning, "The map of the fleet could not be read, and those who asked for it got none: {Reason} "
        + "({Suppressed} earlier failures not logged)")]
    internal static partial void FleetMapFailed(this ILogger logger, string reason, int suppressed);
}
