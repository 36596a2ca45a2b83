using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>What request counting logs. Event ids are pinned by a test; those of Slo.Hosting stay below 100.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Warning, "Endpoint {Endpoint} is tagged with the objective '{Objective}', which is not declared; its requests do not count for it")]
    internal static partial void UnknownObjective(this ILogger logger, string? endpoint, string objective);

    [LoggerMessage(102, LogLevel.Error, "The objectives that endpoint {Endpoint} names cannot be read; its requests count as if it named none")]
    internal static partial void MetadataFailed(this ILogger logger, Exception exception, string? endpoint);
}
