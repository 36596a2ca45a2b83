namespace Slo.Tests.Reporting;

/// <summary>
/// A burn-rate rule over a history, from its definition and nothing else: rows of three minutes, whose events are in their first minute, judged
/// after it and at their end. What was before the history counts as good, at the traffic seen.
/// </summary>
internal static class NaiveRule
{
    internal const int RowsOfAnHour = 60 / Minutes;

    private const int Minutes = 3;

    /// <summary>How often the rule began to fire, at the end of how many rows it fired, and how many there were.</summary>
    internal static (int Fired, int Firing, int Evaluated) Play(BurnRateRule rule, decimal target, IReadOnlyList<(int Good, int Bad)> rows)
    {
        var bad = new long[(Minutes * rows.Count) + 1];
        var total = new long[(Minutes * rows.Count) + 1];
        for (var minute = 0; minute < Minutes * rows.Count; minute++)
        {
            (int good, int failed) = minute % Minutes == 0 ? rows[minute / Minutes] : default;
            (bad[minute + 1], total[minute + 1]) = (bad[minute] + failed, total[minute] + good + failed);
        }

        var (fired, firing, wasFiring) = (0, 0, false);
        foreach (var now in Enumerable.Range(0, rows.Count).SelectMany(row => new[] { (Minutes * row) + 1, Minutes * (row + 1) }))
        {
            var isFiring = Burns(rule.LongWindow) && Burns(rule.ShortWindow);
            (fired, firing, wasFiring) = (fired + (isFiring && !wasFiring ? 1 : 0), firing + (isFiring && now % Minutes == 0 ? 1 : 0), isFiring);

            bool Burns(TimeSpan window)
            {
                var length = (int)window.TotalMinutes;
                var from = Math.Max(0, now - length);
                var (events, failed) = (total[now] - total[from], bad[now] - bad[from]);
                return events > 0 && (decimal)failed * (now - from) >= rule.Factor * (1 - target) * events * length;
            }
        }

        return (fired, firing, rows.Count);
    }
}
