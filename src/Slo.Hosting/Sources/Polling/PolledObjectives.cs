using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Sources.Polling;

/// <summary>The objectives with queries, each with its poll or with the warning why it has none. They come and go with reloads.</summary>
internal sealed class PolledObjectives(SloRegistry registry, TimeProvider time, ILogger logger)
{
    private readonly ConcurrentDictionary<string, ObjectivePoll> _polls = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _unread = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether what was before is read. Default true.</summary>
    internal bool HasBackfill { get; set; } = true;

    internal IEnumerable<ObjectivePoll> Polls => _polls.Values;

    /// <summary>How far each source is behind, by the objective that is most behind.</summary>
    internal IEnumerable<(string Source, TimeSpan Lag)> Lags() => _polls.Values
        .Select(poll => (poll.Gate.Name, poll.FedUntil))
        .Where(poll => poll.FedUntil is not null)
        .GroupBy(poll => poll.Name, poll => time.GetUtcNow() - poll.FedUntil!.Value)
        .Select(group => (group.Key, group.Max()));

    /// <summary>Looks again which objectives there are, and which source reads each of them. One caller.</summary>
    internal void Follow(IReadOnlyList<SourceGate> gates)
    {
        IReadOnlyList<SloTracker> trackers = registry.Trackers;
        var names = trackers.Select(tracker => tracker.Objective.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var gone in _polls.Keys.Concat(_unread.Keys).Where(name => !names.Contains(name)).ToList())
        {
            _polls.TryRemove(gone, out _);
            _unread.Remove(gone);
        }

        foreach (SloTracker tracker in trackers)
        {
            SloObjective objective = tracker.Objective;
            if (objective.Indicator is not QueryIndicator queries)
            {
                _polls.TryRemove(objective.Name, out _);
                continue;
            }

            SourceMatch match = SourceMatch.Of(queries, gates);
            if (match.Gate is not { } gate)
            {
                // Without any source it is as it ever was: rules are generated from it, or code records its events.
                Leave(tracker, objective, gates.Count == 0 ? null : match.Problem);
            }
            else if (tracker.IsFed)
            {
                // It is from the moment on when a reload is through.
                Read(tracker, objective, gate);
            }
        }
    }

    private void Read(SloTracker tracker, SloObjective objective, SourceGate gate)
    {
        if (_unread.Remove(objective.Name))
        {
            tracker.SetSourceWarning(null);
        }

        if (_polls.TryGetValue(objective.Name, out ObjectivePoll? poll) && poll.CountingKey == objective.CountingKey)
        {
            poll.Gate = gate;
        }
        else
        {
            _polls[objective.Name] = new ObjectivePoll(registry, tracker, gate, HasBackfill, time);
        }
    }

    private void Leave(SloTracker tracker, SloObjective objective, SloFinding? problem)
    {
        _polls.TryRemove(objective.Name, out _);
        if (problem is null)
        {
            if (_unread.Remove(objective.Name))
            {
                tracker.SetSourceWarning(null);
            }
        }
        else if (_unread.GetValueOrDefault(objective.Name) != problem.Message)
        {
            _unread[objective.Name] = problem.Message;
            SloFinding warning = problem with { Objective = objective.Name };
            tracker.SetSourceWarning(warning);
            logger.SourceWarning(warning.Code, warning.Text);
        }
    }
}
