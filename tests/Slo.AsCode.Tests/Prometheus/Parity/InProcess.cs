using Slo.Tests.Traces;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>What the engine of this library says of a trace, minute by minute, where it reads as Prometheus does: what was not observed is not
/// counted.</summary>
internal sealed class InProcess
{
    private readonly List<WindowStatus[]> _windows = [];
    private readonly List<bool[]> _holds = [];

    private InProcess(SloObjective objective, Trace trace)
    {
        Objective = objective;
        using Replay replay = new(trace);
        SloTracker tracker = replay.Add(objective);
        Period = new double?[trace.Minutes];
        Windows = [.. tracker.Status.Windows.Select(window => window.Window)];
        _windows.AddRange(Windows.Select(_ => new WindowStatus[trace.Minutes]));
        _holds.AddRange(objective.BurnRateRules.Select(_ => new bool[trace.Minutes]));
        replay.Run((minute, _) => Note(tracker.Status, minute));
    }

    internal SloObjective Objective { get; }

    internal IReadOnlyList<TimeSpan> Windows { get; }

    /// <summary>Bad ratio over the period.</summary>
    internal double?[] Period { get; }

    internal static InProcess Replayed(SloObjectiveBuilder objective, Trace trace) =>
        new(objective.UnobservedTime(UnobservedTime.Exclude).Build(), trace);

    internal SloEventCounts[] Events(TimeSpan window) => [.. Of(window).Select(status => status.Events)];

    /// <summary>Bad events over all events.</summary>
    internal double?[] Ratios(TimeSpan window) =>
        [.. Of(window).Select(status => status.Events.Total == 0 ? (double?)null : (double)status.Events.Bad / status.Events.Total)];

    internal double?[] BurnRates(TimeSpan window) => [.. Of(window).Select(status => status.BurnRate)];

    internal bool[] Holds(int rule) => _holds[rule];

    private WindowStatus[] Of(TimeSpan window) => _windows[Windows.ToList().IndexOf(window)];

    private void Note(SloStatus status, int minute)
    {
        Period[minute] = 1 - status.ComplianceRatio;
        for (var i = 0; i < _windows.Count; i++)
        {
            _windows[i][minute] = status.Windows[i];
        }

        for (var i = 0; i < _holds.Count; i++)
        {
            _holds[i][minute] = status.Alert.Rules[i].Holds;
        }
    }
}
