using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Evaluation;

/// <summary>Logs, once for each objective, that there is too little traffic for one of its rules. Checked once an hour.</summary>
internal sealed class TrafficWatch(SloRegistry registry, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly HashSet<string> _said = new(StringComparer.OrdinalIgnoreCase);
    private long _looked = time.GetTimestamp();

    internal void Look()
    {
        if (time.GetElapsedTime(_looked) < Interval)
        {
            return;
        }

        _looked = time.GetTimestamp();
        foreach (SloTracker tracker in registry.Trackers)
        {
            IReadOnlyList<SloFinding> warnings = tracker.GetTrafficWarnings();
            if (warnings.Count == 0)
            {
                _said.Remove(tracker.Objective.Name);
            }
            else if (_said.Add(tracker.Objective.Name))
            {
                logger.TooLittleTraffic(
                    string.Join(", ", warnings.Select(warning => warning.Code).Distinct()),
                    string.Join(Environment.NewLine, warnings.Select(warning => warning.Text)));
            }
        }
    }
}
