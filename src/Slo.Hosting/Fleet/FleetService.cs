using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Fleet;

/// <summary>
/// Takes part in a fleet: cuts what this process counted into slices by the clock of the store, publishes them, feeds what all instances
/// counted to the registry of the fleet, and leads where no other instance does. Whatever the store does, this process goes on counting and
/// evaluating.
/// </summary>
internal sealed class FleetService : IHostedLifecycleService, IDisposable
{
    private const int LastTries = 5;

    private readonly string _set;
    private readonly SloRegistry _registry;
    private readonly SloFleet _fleet;
    private readonly ISloFleetStore _store;
    private readonly SloFleetOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FleetClock _clock;
    private readonly FleetTotals _totals;
    private readonly FleetBacklog _backlog;
    private readonly FleetHistory _history;
    private readonly FleetDecisions _decisions;
    private readonly FleetAlerts? _alerts;
    private readonly FleetInstruments _instruments;
    private readonly RepeatGate _failures;
    private readonly RepeatGate _twins;
    private readonly Guid _incarnation = Guid.NewGuid();
    private readonly CancellationTokenSource _stop = new();

    // Instances do not all come at once.
    private readonly TimeSpan _offset;
    private SloObjective[] _objectives = [];
    private long _cutAt;
    private long _sequence;
    private DateTimeOffset _heardAt;
    private bool _isStale;
    private bool _isPartial;
    private Task _loop = Task.CompletedTask;
    private Task _call = Task.CompletedTask;

    internal FleetService(
        string set, SloRegistry registry, SloFleet fleet, ISloFleetStore store, SloFleetOptions options, SloAlertDispatcher dispatcher,
        FleetInstruments instruments, TimeProvider time, ILogger logger)
    {
        _set = set;
        _registry = registry;
        _fleet = fleet;
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _instruments = instruments;
        _clock = new FleetClock(time);
        _totals = new FleetTotals(registry);
        _backlog = new FleetBacklog(_clock, options.Interval);
        _history = new FleetHistory(fleet.Registry, options.Interval);
        _decisions = new FleetDecisions(registry, fleet.Registry);
        _alerts = options.Alerts.HasFlag(SloAlertScopes.Fleet) ? new FleetAlerts(set, fleet.Registry, store, dispatcher, time) : null;
        _failures = new RepeatGate(time);
        _twins = new RepeatGate(time);
#pragma warning disable CA5394 // Spreads load, hides nothing.
        _offset = options.Interval * (Random.Shared.NextDouble() * 0.4);
#pragma warning restore CA5394
        dispatcher.Follow(fleet.Registry, Task.CompletedTask, _ => fleet.IsLeading);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _cutAt = _time.GetTimestamp();
        _heardAt = _time.GetUtcNow();
        _totals.Take();
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the server has stopped: nothing is counted any more.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Cut();
        await PublishLastAsync(cancellationToken).ConfigureAwait(false);
        if (_fleet.IsLeading)
        {
            await TryAsync(LeadAsync, cancellationToken).ConfigureAwait(false);
        }

        await TryAsync(token => _store.ResignAsync(_set, token), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stop.Dispose();

    // What is not published now is lost: a connection of before may be broken, while the server is there.
    private async Task PublishLastAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < LastTries; tries++)
        {
            if (await TryAsync(token => ExchangeAllAsync(isLast: true, token), cancellationToken).ConfigureAwait(false)
                || cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Cut();
            await WaitAsync(_offset).ConfigureAwait(false);
            await TryAsync(token => ExchangeAllAsync(isLast: false, token), _stop.Token).ConfigureAwait(false);

            // By then the others of this interval have published, if they are on time.
            await WaitAsync(UntilNext(0.7)).ConfigureAwait(false);
            await TryAsync(LeadAsync, _stop.Token).ConfigureAwait(false);
            await WaitAsync(UntilNext(0)).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan time) =>
        await Task.Delay(time, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // To a share of the interval; a little after it, so that the boundary is over.
    private TimeSpan UntilNext(double share)
    {
        DateTimeOffset now = _clock.Now;
        TimeSpan wait = FleetGrid.Floor(now, _options.Interval) + (_options.Interval * share) - now;
        wait = wait <= TimeSpan.Zero ? wait + _options.Interval : wait;
        return TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
    }

    private void Cut()
    {
        var now = _time.GetTimestamp();
        _backlog.Add(_cutAt, now, _totals.Take());
        _cutAt = now;
    }

    private async Task ExchangeAllAsync(bool isLast, CancellationToken cancellationToken)
    {
        FollowDefinitions();
        while (await ExchangeAsync(isLast, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    // What is not known from the beginning of an objective is read again from the beginning.
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

    /// <returns>Whether there is more to publish or to read.</returns>
    private async Task<bool> ExchangeAsync(bool isLast, CancellationToken cancellationToken)
    {
        // The first answer says what time it is.
        IReadOnlyList<SloFleetSlice> slices = _clock.IsKnown ? _backlog.Next() : [];
        SloFleetReport report = new(_set, _options.Instance, _incarnation, _options.Interval, slices, _sequence)
        {
            IsLast = isLast,
            Decisions = _decisions.Next(),
            DecisionVersion = _decisions.Version,
            History = _objectives.Length == 0 ? TimeSpan.Zero : _objectives.Max(objective => objective.Period.LongestLength),
        };
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

        _sequence = answer.Sequence;
        _decisions.Add(answer);
        _history.Add(answer);
        Observe(answer);
        return isFirst || answer.HasMore || _backlog.Count > 0;
    }

    private void Observe(SloFleetAnswer answer)
    {
        _isPartial = answer.Members.Reporting < _options.MinimumInstances
            || answer.Members.TrafficRatio < _options.MinimumTrafficRatio;
        _fleet.Update(answer.Members, _isPartial);
        _heardAt = _time.GetUtcNow();
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

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        var leads = await _store.LeadAsync(_set, cancellationToken).ConfigureAwait(false);
        if (leads && _alerts is not null && _history.IsLoaded && !_isStale)
        {
            leads = await _alerts.LeadAsync(_isPartial, cancellationToken).ConfigureAwait(false);
        }

        if (!leads)
        {
            _alerts?.Follow();
        }

        _fleet.Lead(leads);
    }

    // A store may throw anything, or not return: neither stops the host.
    private async Task<bool> TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // A call that did not end in time may still be under way: the next one waits for it.
            await _call.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            either.Token.ThrowIfCancellationRequested();
            _call = call(either.Token);
            await _call.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031
        catch (Exception exception) when (!_stop.IsCancellationRequested || cancellationToken != _stop.Token)
#pragma warning restore CA1031
        {
            Fail(exception);
            return false;
        }
        catch (OperationCanceledException)
        {
            // The host stops.
            return false;
        }
    }

    private void Fail(Exception exception)
    {
        _instruments.Failed(_backlog.Count);
        if (_time.GetUtcNow() - _heardAt > 3 * _options.Interval)
        {
            _isStale = true;
            _fleet.Fail(_heardAt);
        }

        _failures.Pass(suppressed => _logger.FleetFailed(Thrown.Where(exception), _heardAt, suppressed));
    }
}
