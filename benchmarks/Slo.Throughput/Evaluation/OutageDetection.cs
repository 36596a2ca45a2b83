using Slo.Throughput.Measuring;

namespace Slo.Throughput.Evaluation;

/// <summary>How long a total outage lasts before the page rule holds, at even traffic and with one evaluation a second.</summary>
internal static class OutageDetection
{
    /// <summary>Where the formula says: 14.4 times the budget of 0.1 % over an hour is gone after 51.84 s.</summary>
    internal const double FormulaSeconds = 14.4 * 0.001 * 3600;

    // Longer than the six hours of the second page rule, which would else be measured over less and come first.
    private const int HistorySeconds = 7 * 3600;

    internal static double Seconds()
    {
        DrivenTime time = new(flows: false);
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(SampleHistory.Objective("outage"));
        for (var second = 0; second < HistorySeconds; second++)
        {
            Pass(good: true);
        }

        var outage = 0;
        while (tracker.Status.Severity != AlertSeverity.Page && outage < 3600)
        {
            Pass(good: false);
            outage++;
        }

        return outage;

        void Pass(bool good)
        {
            tracker.Record(good ? 100 : 0, good ? 0 : 100);
            time.Advance(TimeSpan.FromSeconds(1));
            registry.Evaluate();
        }
    }
}
