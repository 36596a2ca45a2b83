using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// What request counting logs. Event ids are pinned by a test and shared with the webhook: 101 to 199; those of Slo.Hosting stay below 100.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Warning,
        "Endpoint {Endpoint} is tagged with the objective '{Objective}', which is not declared; its requests do not count for it")]
    internal static partial void UnknownObjective(this ILogger logger, string? endpoint, string objective);

    [LoggerMessage(102, LogLevel.Warning, "UseSlo is called after an exception handler or status code pages: requests that earlier "
        + "middleware handles are not counted. Call UseSlo first, or use builder.AddSlo(), which adds it first")]
    internal static partial void StandsTooLate(this ILogger logger);

    [LoggerMessage(103, LogLevel.Error, "The app's own code for outcomes or groups of objective '{Objective}' threw; "
        + "the request was counted without it ({Suppressed} earlier failures not logged)")]
    internal static partial void UserCodeFailed(this ILogger logger, Exception exception, string objective, int suppressed);

    [LoggerMessage(104, LogLevel.Error,
        "The objectives of endpoint {Endpoint} cannot be read; its requests are counted as if it named none")]
    internal static partial void MetadataFailed(this ILogger logger, Exception exception, string? endpoint);

    [LoggerMessage(105, LogLevel.Warning, "Objective '{Objective}' names routes that no endpoint is mapped to: {Routes}; write each as it "
        + "is mapped, with the prefix of its group and an allowed method")]
    internal static partial void UnmappedRoutes(this ILogger logger, string objective, string routes);
}
