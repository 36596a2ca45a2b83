using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Api;

/// <summary>What the API logs. Event ids are pinned by a test and shared with request counting: 101 to 199.</summary>
internal static partial class Log
{
    [LoggerMessage(107, LogLevel.Information, "{Pattern} is open to this machine because the environment is Development; elsewhere it "
        + "answers 403 until .RequireAuthorization() or .AllowAnonymous() says who may call it")]
    internal static partial void OpenInDevelopment(this ILogger logger, string pattern);
}
