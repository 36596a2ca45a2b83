using Microsoft.Extensions.Logging;

namespace Slo.AsCode.Hosting;

/// <summary>Everything this package logs. Event ids are public: docs/operations.md lists them.</summary>
internal static partial class Log
{
    [LoggerMessage(201, LogLevel.Warning, "Questionable definition {Code} in {File}({Line},{Column}): {Finding}")]
    internal static partial void DefinitionFinding(this ILogger logger, string code, string? file, int line, int column, string finding);
}
