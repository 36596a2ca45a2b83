namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: columns for charts. T is the end of each step in Unix seconds; good and bad are null where nothing was observed. A step of
/// a calendar unit has no fixed length: null.
/// </summary>
internal sealed record SeriesDocument(
    string Name, double? StepSeconds, IReadOnlyList<double> T, IReadOnlyList<long?> Good, IReadOnlyList<long?> Bad,
    IReadOnlyList<bool> Partial, IReadOnlyList<bool> Interpolated)
{
    internal static SeriesDocument Of(string name, TimeSpan? step, IReadOnlyList<SloSeriesPoint> points) => new(
        name,
        step?.TotalSeconds,
        [.. points.Select(point => point.Time.ToUnixTimeMilliseconds() / 1000.0)],
        [.. points.Select(point => point.Events?.Good)],
        [.. points.Select(point => point.Events?.Bad)],
        [.. points.Select(point => point.IsPartial)],
        [.. points.Select(point => point.IsInterpolated)]);
}
