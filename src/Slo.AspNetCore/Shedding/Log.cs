using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Shedding;

/// <summary>The log messages of shedding. Their event ids, 108 to 110, are verified by a test. Slo.Hosting logs when gates close and
/// open.</summary>
internal static partial class Log
{
    [LoggerMessage(108, LogLevel.Error, "What endpoint {Endpoint} declares about error budgets cannot be read; it is never shed")]
    internal static partial void BudgetMetadataFailed(this ILogger logger, Exception exception, string? endpoint);

    [LoggerMessage(109, LogLevel.Error, "The app's own code threw that decides who gets the header SLO-Budget; the response has none")]
    internal static partial void BudgetHeaderFailed(this ILogger logger, Exception exception);

    [LoggerMessage(110, LogLevel.Warning, "Questionable shedding {Code}: {Warning}")]
    internal static partial void SheddingWarning(this ILogger logger, string code, string warning);
}
