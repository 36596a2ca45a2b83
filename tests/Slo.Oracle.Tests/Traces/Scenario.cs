using Xunit;

namespace Slo.Tests.Traces;

/// <summary>A made timeline of one target, played to rules of one's choice.</summary>
internal sealed class Scenario(Trace trace)
{
    private readonly WindowTable _table = WindowTable.From(trace);

    internal Trace Trace => trace;

    /// <summary>How many times bad events begin.</summary>
    internal int BadStretches => trace.Rows.Where((row, i) => row.Bad > 0 && (i == 0 || trace.Rows[i - 1].Bad == 0)).Count();

    /// <summary>When each rule holds; every minute is also compared with exact integer arithmetic.</summary>
    internal List<(long From, long Until)>[] Play(AlertRow[] alerts, ThresholdComparison comparison)
    {
        var target = Assert.Single(trace.Targets);
        Rational budget = (Rational)1 - Rational.Parse(target);
        SloObjectiveBuilder builder = new SloObjectiveBuilder("scenario").TargetRatio(Rational.Parse(target).ToDecimal())
            .UnobservedTime(UnobservedTime.Exclude);
        using Replay replay = new(trace);
        SloTracker tracker = replay.Add(alerts.Aggregate(builder, (built, alert) => alert.AddTo(built, comparison)).Build());
        AlertTimeline[] exact = [.. alerts.Select(alert => AlertTimeline.From(_table, alert, budget, comparison))];
        ReplayedObjective judged = new(tracker, trace, _table, exact);
        Tally tally = new();
        List<(long From, long Until)>[] held = [.. alerts.Select(_ => new List<(long, long)>())];
        var since = new long?[alerts.Length];

        replay.Run((minute, at) =>
        {
            judged.Compare(minute, at, tally);
            for (var i = 0; i < alerts.Length; i++)
            {
                var holds = tracker.Status.Alert.Rules[i].Holds;
                if (!holds && since[i] is { } from)
                {
                    held[i].Add((from, at));
                }

                since[i] = holds ? since[i] ?? at : null;
            }
        });

        Assert.True(tally.Wrong == 0, tally.Report);
        for (var i = 0; i < alerts.Length; i++)
        {
            if (since[i] is { } from)
            {
                held[i].Add((from, trace.LastMinute));
            }
        }

        return held;
    }
}
