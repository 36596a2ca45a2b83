namespace Slo.Shared.Reporting;

/// <summary>A table of a report: plain texts, which a renderer escapes.</summary>
/// <param name="Title">Above the table; null: none.</param>
/// <param name="Heads">As many as a row has cells; with &gt; in front, numbers that are aligned to the right.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Note">Below the table; null: none.</param>
internal sealed record ReportTable(string? Title, IReadOnlyList<string> Heads, IReadOnlyList<string[]> Rows, string? Note = null);
