namespace Slo.Cli.Anomalies;

/// <summary>One sample of a series, and what came of it.</summary>
/// <param name="Timestamp">As it stands in the file.</param>
/// <param name="Text">The value as it stands in the file.</param>
/// <param name="Time">When it was.</param>
/// <param name="Answer">The score; null of an empty value.</param>
internal sealed record SeriesRow(string Timestamp, string Text, DateTimeOffset Time, SloAnomalyScore? Answer);
