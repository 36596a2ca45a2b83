using Microsoft.Extensions.Logging;

namespace Slo.AsCode.Hosting;

/// <summary>Everything this package logs. Event ids are public: docs/operations.md lists them.</summary>
internal static partial class Log
{
    [LoggerMessage(201, LogLevel.Warning, "Questionable definition: {Finding}")]
    internal static partial void DefinitionFinding(this ILogger logger, string finding);
}
