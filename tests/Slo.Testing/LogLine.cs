using Microsoft.Extensions.Logging;

namespace Slo.Testing;

/// <summary>One line that was logged.</summary>
public sealed record LogLine(string Category, LogLevel Level, EventId Id, string Message, Exception? Exception);
