namespace Slo.Evaluation;

/// <summary>Severities as they are written in labels, metrics and texts.</summary>
internal static class SeverityWords
{
    internal static string Word(this AlertSeverity severity) => severity == AlertSeverity.Page ? "page" : "ticket";
}
