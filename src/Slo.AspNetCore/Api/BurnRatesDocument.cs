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
        IReadOnlyList<SloBurnRatePoint> points = tracker.GetBurnRateSeries(windows, range.From, range.To, range.Step);
        return new(
            tracker.Objective.Name,
            range.Step.TotalSeconds,
            [.. points.Select(point => point.Time.ToUnixTimeMilliseconds() / 1000.0)],
            [
                .. windows.Select((window, i) => new WindowBurnRatesDocument(
                    SloDuration.Format(window), window.TotalSeconds, [.. points.Select(point => point.BurnRates[i])])),
            ]);
    }
}
