namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: columns for charts of burn rates, one for each window of the rules. T is the end of each step in Unix seconds; null where nothing
/// was counted, and where the history is coarser than the window.
/// </summary>
internal sealed record BurnRatesDocument(
    string Name, double StepSeconds, IReadOnlyList<double> T, IReadOnlyList<WindowBurnRatesDocument> Windows)
{
    internal static BurnRatesDocument Of(SloTracker tracker, ChartRange range)
    {
        TimeSpan[] windows = [.. tracker.Status.Windows.Select(window => window.Window)];
        IReadOnlyList<SloBurnRatePoint>[] columns =
            [.. windows.Select(window => tracker.GetBurnRateSeries(window, range.From, range.To, range.Step))];

        // Each reads the clock anew.
        var count = columns.Length == 0 ? 0 : columns.Min(column => column.Count);
        return new(
            tracker.Objective.Name,
            range.Step.TotalSeconds,
            columns.Length == 0 ? [] : [.. columns[0].Take(count).Select(point => point.Time.ToUnixTimeMilliseconds() / 1000.0)],
            [.. windows.Zip(columns, (window, points) => WindowBurnRatesDocument.Of(window, [.. points.Take(count).Select(point => point.BurnRate)]))]);
    }
}
