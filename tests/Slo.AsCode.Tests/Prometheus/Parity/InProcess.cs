using Slo.Tests.Traces;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>What the engine of this library says of a trace, minute by minute.</summary>
internal sealed class InProcess
{
    private readonly List<double?[]> _ratios = [];
    private readonly List<bool[]> _holds = [];

    private InProcess(SloObjective objective, Trace trace)
    {
        Objective = objective;
        using Replay replay = new(trace);
        SloTracker tracker = replay.Add(objective);
        Period = new double?[trace.Minutes];
        Windows = [.. tracker.Status.Windows.Select(window => window.Window)];
        _ratios.AddRange(Windows.Select(_ => new double?[trace.Minutes]));
        _holds.AddRange(objective.BurnRateRules.Select(_ => new bool[trace.Minutes]));
        replay.Run((minute, _) => Note(tracker.Status, minute));
    }

    internal SloObjective Objective { get; }

    internal IReadOnlyList<TimeSpan> Windows { get; }

    /// <summary>Bad ratio over the period.</summary>
    internal double?[] Period { get; }

    internal static InProcess Replayed(SloObjective objective, Trace trace) => new(objective, trace);

    internal double?[] Ratios(int window) => _ratios[window];

    internal bool[] Holds(int rule) => _holds[rule];

    private void Note(SloStatus status, int minute)
    {
        Period[minute] = 1 - status.ComplianceRatio;
        for (var i = 0; i < Windows.Count; i++)
        {
            SloEventCounts events = status.Windows[i].Events;
            _ratios[i][minute] = events.Total == 0 ? null : (double)events.Bad / events.Total;
        }

        for (var i = 0; i < _holds.Count; i++)
        {
            _holds[i][minute] = status.Alert.Rules[i].Holds;
        }
    }
}
