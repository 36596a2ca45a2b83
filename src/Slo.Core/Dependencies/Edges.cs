using Slo.Grouping;
using Slo.Recording;
using Slo.Windows;

namespace Slo.Dependencies;

/// <summary>The dependencies of one objective. Made at the first call; an objective without calls has one null check on each
/// evaluation.</summary>
/// <param name="names">The dependencies of the app.</param>
/// <param name="longest">The longest period.</param>
/// <param name="cells">Where calls are counted.</param>
/// <param name="timeline">The positions of all readings.</param>
internal sealed class Edges(DependencyNames names, TimeSpan longest, CellAllocator cells, Timeline timeline)
{
    private readonly Lock _gate = new();
    private volatile Edge[] _all = [];
    private volatile EventGroup? _troubled;

    /// <summary>The position from which on calls are counted.</summary>
    internal long Since { get; } = timeline.Now;

    /// <summary>In the order of their first call.</summary>
    internal IReadOnlyList<Edge> All => _all;

    /// <summary>The requests during which any dependency failed or was slow; null before the first call.</summary>
    internal EventGroup? Troubled => _troubled;

    internal long AllocatedBytes => (_troubled?.AllocatedBytes ?? 0) + _all.Sum(edge => edge.AllocatedBytes);

    /// <summary>Those of an objective, with places for its declared dependencies.</summary>
    internal static Edges Of(SloObjective objective, DependencyNames names, CellAllocator cells, Timeline timeline)
    {
        Edges edges = new(names, objective.Period.LongestLength, cells, timeline);
        edges.Reserve(objective);
        return edges;
    }

    /// <summary>Reserves the places of declared dependencies, so that names that come earlier cannot take them.</summary>
    internal void Reserve(SloObjective objective)
    {
        foreach (SloDeclaredDependency dependency in objective.Dependencies)
        {
            names.Add(dependency.Name);
        }
    }

    /// <summary>Books the calls of one request.</summary>
    /// <param name="made">The calls.</param>
    /// <param name="good">What the request counted as.</param>
    /// <param name="threshold">The latency threshold of the objective, in ticks.</param>
    internal void Record(SloCalls made, bool good, long threshold)
    {
        ReadOnlySpan<Call> calls = made.Ended;
        var called = new string[calls.Length];
        for (var i = 0; i < calls.Length; i++)
        {
            called[i] = names.Of(calls[i].Dependency);
        }

        var anyTrouble = false;
        for (var i = 0; i < calls.Length; i++)
        {
            if (Array.IndexOf(called, called[i]) == i)
            {
                anyTrouble |= Find(called[i]).Book(calls, called, i, good, threshold);
            }
        }

        if (anyTrouble)
        {
            _troubled!.Record(good);
        }
    }

    /// <summary>The dependency that failed first, else the first one that was slow; null: none.</summary>
    internal string? FailedOrSlow(SloCalls made, long threshold) =>
        made.FailedOrSlow(threshold) is { } called ? names.Of(called) : null;

    internal void Advance(in TimelineStep step)
    {
        _troubled?.Advance(step.ObservedUntil, step.To);
        foreach (Edge edge in _all)
        {
            edge.Advance(step);
        }
    }

    // Few, and without a table for objectives that have none.
    private Edge Find(string name) => Known(name) ?? Add(name);

    private Edge? Known(string name)
    {
        foreach (Edge edge in _all)
        {
            if (edge.Name == name)
            {
                return edge;
            }
        }

        return null;
    }

    private Edge Add(string name)
    {
        lock (_gate)
        {
            if (Known(name) is { } known)
            {
                return known;
            }

            _troubled ??= Create();
            Edge edge = new(name, Create);
            _all = [.. _all, edge];
            return edge;
        }
    }

    private EventGroup Create() =>
        new(cells.Allocate(), new CumulativeRing(RingLayout.ForEdge(longest), new Reading(timeline.Now, default)), timeline.Now);
}
