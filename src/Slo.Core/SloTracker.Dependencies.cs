using Slo.Dependencies;
using Slo.Windows;

namespace Slo;

/// <content>The calls that its events made.</content>
public sealed partial class SloTracker
{
    /// <summary>What the events of this objective called, and whether its dependencies explain its bad ones. Observed and declared
    /// dependencies together.</summary>
    /// <remarks>Any thread. Counts are live. Nothing of it is saved: a window reaches back to the start of the process at most.</remarks>
    /// <param name="window">Above 0, at most 3 days and the period; older edges are to the minute within an hour, to 10 minutes within 6
    /// hours, else to the hour. Null: the long window of the rule that fires, of several the longest; else 1 hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive, or longer than 3 days or the period.</exception>
    public SloDependencyReport GetDependencies(TimeSpan? window = null)
    {
        SloTracker current = Current;
        TimeSpan most = LongestOfDependencies;
        TimeSpan asked = window ?? current.AlertWindow(most);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(asked, TimeSpan.Zero, nameof(window));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asked, most, nameof(window));
        (SloDependencyCounts counts, bool isBurning) = current.CountDependencies(asked);
        return counts.Judge(isBurning);
    }

    /// <summary>The counts that <see cref="GetDependencies"/> judges, for a sum over processes.</summary>
    /// <remarks>Any thread. Counts are live.</remarks>
    /// <param name="window">Above 0, at most 3 days and the period.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive, or longer than 3 days or the period.</exception>
    public SloDependencyCounts GetDependencyCounts(TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LongestOfDependencies);
        return Current.CountDependencies(window).Counts;
    }

    /// <summary>Calls count under other names from now on.</summary>
    /// <param name="changed">The names that calls had or have.</param>
    internal void RenameDependencies(IReadOnlySet<string> changed) => _edges.Rename(changed, OwnTotal.Total);

    /// <summary>Where what is declared differs from what was called.</summary>
    /// <param name="many">After how many requests a dependency should have been called.</param>
    internal IEnumerable<SloFinding> CompareDependencies(long many)
    {
        SloTracker current = Current;
        SloObjective objective = current._judge.Objective;
        var total = current.OwnTotal.Total;
        return
        [
            .. objective.Dependencies.Where(declared => !current._edges.HasCalled(declared.Name))
                .Select(declared => (declared.Name, Requests: current._edges.RequestsSinceDeclared(declared.Name, total)))
                .Where(declared => declared.Requests >= many)
                .Select(declared => SloFinding.Warning(
                    SloFindingCodes.DependencyNotCalled,
                    FormattableString.Invariant($"depends on '{declared.Name}': was not called by {declared.Requests} requests; ")
                    + "correct the name, or map the address that is called with Dependencies.Names", "depends on") with
                {
                    Objective = objective.Name,
                }),
            .. current._edges.All.Where(edge => current._edges.IsNameInUse(edge.Name)
                    && !objective.Dependencies.Any(declared => IsSame(declared.Name, edge.Name)))
                .Select(edge => SloFinding.Warning(
                    SloFindingCodes.DependencyNotDeclared,
                    $"calls '{edge.Name}', which it does not declare; add it to DependsOn, or map it with Dependencies.Names",
                    "depends on") with
                {
                    Objective = objective.Name,
                }),
        ];
    }

    // Events whose calls are not linked, as those of HTTP clients, do not show which dependency failed.
    private string? WhyUnknown(long window)
    {
        var now = _history.Timeline.Now;
        return _data is not null ? "its events are counted elsewhere"
            : !SloCalls.AreObserved && _edges.All.Count == 0 ? "calls are not observed: AddDependencies is missing"
            : Objective.Indicator is not HttpIndicator && _edges.All.Count == 0 ? "no call was linked to its events"
            : _history.ExcludedTicks(now - window, now) > 0 ? "a part of the window is excluded, but not from the calls"
            : null;
    }

    private TimeSpan LongestOfDependencies =>
        TimeSpan.FromDays(3) < Objective.Period.LongestLength ? TimeSpan.FromDays(3) : Objective.Period.LongestLength;

    private (SloDependencyCounts Counts, bool IsBurning) CountDependencies(TimeSpan asked)
    {
        // The edges before the total, so that no request with a failed call is missing in it.
        (string Name, SloEventCounts[] Window, SloEventCounts[] All)[] edges = [.. _edges.All.Select(edge => Read(edge, asked.Ticks))];
        (SloEventCounts any, SloEventCounts anyEver) = Any(asked.Ticks);
        Reading now = Now();
        var length = Math.Min(asked.Ticks, Math.Max(1, now.Position - _edges.Since));

        // Without a past before this process, all events since its start: an edge in between would be interpolated.
        SloEventCounts events = _history.Window(now, _restored == default ? asked.Ticks : length).Events;
        SloObjective objective = _judge.Objective;
        SloDependencyCounts counts = new(
            new TimeSpan(length), events,
            [
                .. edges.Select(edge => StatusOf(objective, edge.Name, edge.Window, edge.All)),
                .. objective.Dependencies.Where(declared => !edges.Any(edge => IsSame(edge.Name, declared.Name)))
                    .Select(declared => new SloDependencyStatus(declared.Name, true, false) { IsSoft = declared.IsSoft }),
            ])
        {
            TotalEvents = now.Counts - _restored,
            TroubledRequests = any,
            TotalTroubledRequests = anyEver,
            WhyUnknown = WhyUnknown(asked.Ticks),
        };
        return (counts, _judge.Status.Severity is not null || _judge.BurnRate(now, length) >= 1);
    }

    private static SloDependencyStatus StatusOf(SloObjective objective, string name, SloEventCounts[] window, SloEventCounts[] all)
    {
        SloDeclaredDependency? declared = objective.Dependencies.FirstOrDefault(one => IsSame(one.Name, name));
        return new(name, declared is not null, true)
        {
            IsSoft = declared?.IsSoft == true,
            TotalCalls = all[0],
            Calls = window[0],
            SlowCalls = window[1].Bad,
            Requests = window[2],
            TroubledRequests = window[3],
            TotalTroubledRequests = all[3],
        };
    }

    private (string Name, SloEventCounts[] Window, SloEventCounts[] All) Read(Edge edge, long window)
    {
        var now = _history.Timeline.Now;
        Slo.Grouping.EventGroup[] counts = [edge.Calls, edge.Speed, edge.Requests, edge.Troubled];
        return (edge.Name, [.. counts.Select(count => count.Recent(now, window))], [.. counts.Select(count => count.Total)]);
    }

    private (SloEventCounts Window, SloEventCounts All) Any(long window) => _edges.Troubled is { } any
        ? (any.Recent(_history.Timeline.Now, window), any.Total) : default;

    private TimeSpan AlertWindow(TimeSpan most)
    {
        TimeSpan longest = _judge.Status.Alert.Firing.Select(rule => rule.Rule).OfType<BurnRateRule>()
            .Select(rule => rule.LongWindow).DefaultIfEmpty(TimeSpan.FromHours(1)).Max();
        return longest < most ? longest : most;
    }

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
