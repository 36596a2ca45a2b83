namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: columns for charts of compliance and budget. T is the end of each step in Unix seconds; null where nothing was counted or
/// observed. Excluded are the stretches of time that count for nothing.
/// </summary>
internal sealed record BudgetDocument(
    string Name, double StepSeconds, IReadOnlyList<double> T, IReadOnlyList<double?> ComplianceRatio, IReadOnlyList<decimal> TargetRatio,
    IReadOnlyList<double?> ErrorBudgetRemainingRatio, IReadOnlyList<ExcludedTimeDocument> Excluded)
{
    internal static BudgetDocument Of(SloTracker tracker, ChartRange range)
    {
        IReadOnlyList<SloBudgetPoint> points = tracker.GetBudgetSeries(range.From, range.To, range.Step);
        return new(
            tracker.Objective.Name,
            range.Step.TotalSeconds,
            [.. points.Select(point => Seconds(point.Time))],
            [.. points.Select(point => point.ComplianceRatio)],
            [.. points.Select(point => point.TargetRatio)],
            [.. points.Select(point => point.ErrorBudgetRemainingRatio)],
            [
                .. tracker.GetExcludedTime(range.From, range.To)
                    .Select(stretch => new ExcludedTimeDocument(Seconds(stretch.From), Seconds(stretch.To))),
            ]);
    }

    private static double Seconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds() / 1000.0;
}
