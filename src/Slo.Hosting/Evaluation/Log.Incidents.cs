using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Evaluation;

internal static partial class Log
{
    [LoggerMessage(79, LogLevel.Information, "Incident {Incident} of objective '{Objective}' was {Outcome} by {Actor}: {Text}")]
    internal static partial void IncidentNoted(
        this ILogger logger, string incident, string objective, string outcome, string actor, string text);
}
