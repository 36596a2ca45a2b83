using Slo.Grouping;
using Slo.Windows;

namespace Slo.Dependencies;

/// <summary>What an objective counted of one of its dependencies.</summary>
internal sealed class Edge(string name, Func<EventGroup> create)
{
    internal string Name => name;

    /// <summary>Calls that succeeded, and that failed.</summary>
    internal EventGroup Calls { get; } = create();

    /// <summary>Calls within the caller's latency threshold, and slower ones.</summary>
    internal EventGroup Speed { get; } = create();

    /// <summary>The caller's good and bad requests that made a call to it.</summary>
    internal EventGroup Requests { get; } = create();

    /// <summary>The caller's good and bad requests during which it failed or was slow.</summary>
    internal EventGroup Troubled { get; } = create();

    internal long AllocatedBytes =>
        Calls.AllocatedBytes + Speed.AllocatedBytes + Requests.AllocatedBytes + Troubled.AllocatedBytes;

    /// <summary>Books those calls of a request that were made to it.</summary>
    /// <param name="calls">All calls of the request.</param>
    /// <param name="called">The name of the dependency of each.</param>
    /// <param name="first">The first one that was made to this one.</param>
    /// <param name="good">What the request counted as.</param>
    /// <param name="threshold">The latency threshold of the caller, in ticks.</param>
    /// <returns>Whether it failed, or its calls were slow: one of them, or all together, took longer than the threshold.</returns>
    internal bool Book(ReadOnlySpan<Call> calls, ReadOnlySpan<string> called, int first, bool good, long threshold)
    {
        var own = called[first];
        var elsewhere = HasFailedElsewhere(calls, called, own);
        (long all, long failed, long slow) = (0, 0, 0);
        double together = 0;
        for (var i = first; i < calls.Length; i++)
        {
            if (called[i] == own)
            {
                Call call = calls[i];
                all += call.Count;
                failed += call.Outcome == CallOutcome.Failed || (call.Outcome == CallOutcome.Cancelled && !elsewhere) ? call.Count : 0;
                slow += call.Ticks > threshold ? call.Count : 0;
                together += call.Ticks * (double)call.Count;
            }
        }

        Calls.Record(true, all - failed);
        Calls.Record(false, failed);
        Speed.Record(true, all - slow);
        Speed.Record(false, slow);
        Requests.Record(good);
        var isTroubled = failed > 0 || slow > 0 || together > threshold;
        if (isTroubled)
        {
            Troubled.Record(good);
        }

        return isTroubled;
    }

    // Then a call that was cancelled is a consequence: the app gave up on all calls of the request.
    private static bool HasFailedElsewhere(ReadOnlySpan<Call> calls, ReadOnlySpan<string> called, string own)
    {
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].Outcome == CallOutcome.Failed && called[i] != own)
            {
                return true;
            }
        }

        return false;
    }

    internal void Advance(in TimelineStep step)
    {
        Calls.Advance(step.ObservedUntil, step.To);
        Speed.Advance(step.ObservedUntil, step.To);
        Requests.Advance(step.ObservedUntil, step.To);
        Troubled.Advance(step.ObservedUntil, step.To);
    }
}
