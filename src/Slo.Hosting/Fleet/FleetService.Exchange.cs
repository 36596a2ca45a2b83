using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Fleet;

/// <content>Exchanges with the store.</content>
internal sealed partial class FleetService
{
    private async Task ExchangeAllAsync(bool isLast, CancellationToken cancellationToken)
    {
        FollowDefinitions();
        while (await ExchangeAsync(isLast, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    // A new or restarted objective needs its whole history.
    private void FollowDefinitions()
    {
        SloObjective[] objectives = [.. _registry.Trackers.Where(tracker => !tracker.IsFed).Select(tracker => tracker.Objective)];
        if (objectives.SequenceEqual(_objectives, ReferenceEqualityComparer.Instance))
        {
            return;
        }

        SloDefinitionChanges changes = _fleet.Registry.Replace(objectives);
        _objectives = objectives;
        if (changes.Added.Count + changes.Restarted.Count > 0)
        {
            _history.Reset();
            _sequence = 0;
        }
    }

    /// <returns>Whether there are more slices to publish or to read.</returns>
    private async Task<bool> ExchangeAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (_clock.IsKnown && _backlog.IsAhead)
        {
            // The clock of the store was set back. A new id makes it accept slices that begin before the end of the last one.
            _incarnation = Guid.NewGuid();
            _backlog.Restart();
        }

        // The first answer says what time it is.
        IReadOnlyList<SloFleetSlice> slices = _clock.IsKnown ? _backlog.Next() : [];
        SloFleetReport report = Report(slices, isLast);
        var sent = _time.GetTimestamp();
        SloFleetAnswer answer = await _store.ExchangeAsync(report, cancellationToken).ConfigureAwait(false);
        var received = _time.GetTimestamp();
        var isFirst = !_clock.IsKnown;
        _clock.Adjust(sent, received, answer.Now);
        if (!isFirst)
        {
            _backlog.Published();
            _fleet.Published(slices);
        }

        _instruments.Exchanged(_time.GetElapsedTime(sent, received), _backlog.Count);
        if (answer.IsReset && _sequence > 0)
        {
            _history.Reset();
        }

        _decisions.Add(answer);
        _history.Add(answer);
        _sequence = answer.Sequence;
        Observe(answer);
        return isFirst || answer.HasMore || _backlog.Count > 0;
    }

    private SloFleetReport Report(IReadOnlyList<SloFleetSlice> slices, bool isLast) =>
        new(_set, _options.Instance, _incarnation, _options.Interval, slices, _sequence)
        {
            IsLast = isLast,
            Decisions = _decisions.Next(),
            DecisionVersion = _decisions.Version,
            History = _objectives.Length == 0 ? TimeSpan.Zero : _objectives.Max(objective => objective.Period.LongestLength),
        };

    private void Observe(SloFleetAnswer answer)
    {
        _isPartial = answer.Members.Reporting < _options.MinimumInstances
            || answer.Members.TrafficRatio < _options.MinimumTrafficRatio;
        _fleet.Update(answer.Members, _isPartial);
        _heard = (_time.GetUtcNow(), _time.GetTimestamp());
        FallBack(false);
        if (_isStale)
        {
            _isStale = false;
            _logger.FleetHeard(_options.Instance);
        }

        if (answer.HasTwin)
        {
            _twins.Pass(suppressed => _logger.FleetTwin(_options.Instance, suppressed));
        }
    }
}
