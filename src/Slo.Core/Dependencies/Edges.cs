using System.Buffers;
using System.Collections.ObjectModel;
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
    // The finest slice of an edge.
    private const long Slice = TimeSpan.TicksPerMinute;

    private readonly Lock _gate = new();
    private volatile Edge[] _all = [];
    private volatile EventGroup? _troubled;

    // How many requests, and how many calls under its name, there were when a dependency was declared. Replaced as a whole.
    private volatile IReadOnlyDictionary<string, (long Requests, long Calls)> _declared = None;

    // What has a place because of this objective. Under the gate.
    private IReadOnlyList<SloDeclaredDependency> _reserved = [];
    private long _due;

    private static IReadOnlyDictionary<string, (long Requests, long Calls)> None { get; } =
        ReadOnlyDictionary<string, (long Requests, long Calls)>.Empty;

    /// <summary>The position from which on calls are counted.</summary>
    internal long Since { get; } = timeline.Now;

    /// <summary>In the order of their first call.</summary>
    internal IReadOnlyList<Edge> All => _all;

    /// <summary>The requests during which any dependency failed or was slow; null before the first call.</summary>
    internal EventGroup? Troubled => _troubled;

    internal long AllocatedBytes => (_troubled?.AllocatedBytes ?? 0) + _all.Sum(edge => edge.AllocatedBytes);

    /// <summary>Those of an objective, with places for its declared dependencies.</summary>
    /// <param name="objective">Its definition.</param>
    /// <param name="names">The dependencies of the app.</param>
    /// <param name="cells">Where calls are counted.</param>
    /// <param name="timeline">The positions of all readings.</param>
    /// <param name="requests">How many requests were counted so far.</param>
    internal static Edges Of(SloObjective objective, DependencyNames names, CellAllocator cells, Timeline timeline, long requests)
    {
        Edges edges = new(names, objective.Period.LongestLength, cells, timeline);
        edges.Declare(objective, requests);
        return edges;
    }

    /// <summary>Reserves the places of declared dependencies, so that no other names can take them, and notes since when they are
    /// declared.</summary>
    /// <param name="objective">Its definition.</param>
    /// <param name="requests">How many requests were counted so far.</param>
    internal void Declare(SloObjective objective, long requests)
    {
        IReadOnlyList<SloDeclaredDependency> dependencies = objective.Dependencies;
        lock (_gate)
        {
            Reserve(dependencies);
            IReadOnlyDictionary<string, (long Requests, long Calls)> before = _declared;
            _declared = dependencies.Count == 0 ? None : dependencies.ToDictionary(
                dependency => dependency.Name, dependency => before.GetValueOrDefault(dependency.Name, (requests, 0)),
                StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>Notes that calls count under other names from now on.</summary>
    /// <param name="changed">The names that calls had or have.</param>
    /// <param name="requests">How many requests were counted so far.</param>
    internal void Rename(IReadOnlySet<string> changed, long requests)
    {
        lock (_gate)
        {
            _declared = _declared.ToDictionary(
                one => one.Key, one => changed.Contains(one.Key) ? (requests, Known(one.Key)?.Calls.Total.Total ?? 0) : one.Value,
                StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>Gives the places of its declared dependencies back: the objective counts no more.</summary>
    internal void Release()
    {
        lock (_gate)
        {
            Reserve([]);
        }
    }

    /// <summary>How many requests were counted since a dependency was declared, or calls to it were given another name.</summary>
    /// <param name="name">Of a declared dependency.</param>
    /// <param name="requests">How many were counted so far.</param>
    internal long RequestsSinceDeclared(string name, long requests) => requests - _declared.GetValueOrDefault(name, (requests, 0)).Requests;

    /// <summary>Whether calls of this name were counted, since calls to it were given another name.</summary>
    internal bool HasCalled(string name) => Known(name) is { } edge && edge.Calls.Total.Total > _declared.GetValueOrDefault(name).Calls;

    /// <summary>Whether calls are still counted under a name: not if it has another one since.</summary>
    internal bool IsNameInUse(string name) => name != SloDependencyStatus.Other && names.Has(name);

    /// <summary>Books the calls of one request.</summary>
    /// <param name="made">The calls.</param>
    /// <param name="good">What the request counted as.</param>
    /// <param name="threshold">The latency threshold of the objective, in ticks.</param>
    internal void Record(SloCalls made, bool good, long threshold)
    {
        ReadOnlySpan<Call> calls = made.Ended;
        var rented = ArrayPool<string>.Shared.Rent(calls.Length);
        Span<string> called = rented.AsSpan(0, calls.Length);
        for (var i = 0; i < calls.Length; i++)
        {
            called[i] = names.Of(calls[i].Dependency);
        }

        var anyTrouble = false;
        for (var i = 0; i < calls.Length; i++)
        {
            if (called.IndexOf(called[i]) == i)
            {
                anyTrouble |= Find(called[i]).Book(calls, called, i, good, threshold);
            }
        }

        if (anyTrouble)
        {
            _troubled!.Record(good);
        }

        ArrayPool<string>.Shared.Return(rented);
    }

    /// <summary>The dependency that failed first, else the first one that was slow; null: none.</summary>
    internal string? FailedOrSlow(SloCalls made, long threshold) =>
        made.FailedOrSlow(threshold) is { } called ? names.Of(called) : null;

    /// <summary>Writes the slices that have ended. Cells are summed only then: in between, each read of the counts sums them.</summary>
    internal void Advance(in TimelineStep step)
    {
        if (_troubled is not { } troubled || (step.To < _due && !step.HasGap))
        {
            return;
        }

        _due = ((step.To / Slice) + 1) * Slice;
        troubled.Advance(step.ObservedUntil, step.To);
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
            // A name that left its place may come back in other letters.
            if (edge.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
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
            _all = [.. Kept(), edge];
            return edge;
        }
    }

    // What calls no longer have as their name leaves room, the first one first: names may change any number of times.
    private IEnumerable<Edge> Kept()
    {
        Edge[] old = [.. _all.Where(edge => edge.Name != SloDependencyStatus.Other && !names.Has(edge.Name))];
        return _all.Except(old.SkipLast(SloDependencyStatus.MostDependencies));
    }

    private void Reserve(IReadOnlyList<SloDeclaredDependency> dependencies)
    {
        if (dependencies.Count > 0 || _reserved.Count > 0)
        {
            names.Declare(dependencies, _reserved);
            _reserved = dependencies;
        }
    }

    private EventGroup Create() =>
        new(cells.Allocate(), new CumulativeRing(RingLayout.ForEdge(longest), new Reading(timeline.Now, default)), timeline.Now);
}
