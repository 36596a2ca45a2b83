using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;
using Slo.Hosting.Persistence;

namespace Slo.Hosting.Fleet;

/// <summary>
/// Takes part in a fleet: cuts the counts of this process into slices by the clock of the store, publishes them, feeds the sums over all
/// instances to the registry of the fleet, and leads if no other instance does. A failing store never affects counting and evaluation in
/// this process.
/// </summary>
internal sealed partial class FleetService : IHostedLifecycleService, IDisposable
{
    private const int LastTries = 5;
    private static readonly TimeSpan LastTelling = TimeSpan.FromSeconds(2);

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
    private readonly SloAlertDispatcher _dispatcher;
    private readonly FleetInstruments _instruments;
    private readonly RepeatGate _failures;
    private readonly RepeatGate _twins;
    private readonly StoreCalls _calls;
    private readonly CancellationTokenSource _stop = new();
    private Guid _incarnation = Guid.NewGuid();

    // Spreads the exchanges of the instances over the interval.
    private readonly TimeSpan _offset;
    private SloObjective[] _objectives = [];
    private long _cutAt;
    private long _sequence;
    private (DateTimeOffset Instant, long Timestamp) _heard;
    private bool _isStale;
    private volatile bool _isStopping;
    private bool _isPartial;
    private Task _loop = Task.CompletedTask;

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
        _dispatcher = dispatcher;
        _clock = new FleetClock(time);
        _totals = new FleetTotals(registry);
        _backlog = new FleetBacklog(_clock, options.Interval);
        _history = new FleetHistory(fleet.Registry, options.Interval);
        _decisions = new FleetDecisions(registry, fleet.Registry);
        _alerts = options.Alerts.HasFlag(SloAlertScopes.Fleet)
            ? new FleetAlerts(set, fleet, store, dispatcher, options.Timeout, time) : null;
        _failures = new RepeatGate(time);
        _twins = new RepeatGate(time);
        _calls = new StoreCalls(options.Timeout, time);
        _dependencyFailures = new RepeatGate(time);
        _dependencies = NewDependencies();
        _badEventFailures = new RepeatGate(time);
        _badEvents = NewBadEvents();
        fleet.BadEvents.Failed = LogReading;
#pragma warning disable CA5394 // Spreads load; not a secret.
        _offset = options.Interval * (Random.Shared.NextDouble() * 0.4);
#pragma warning restore CA5394
        dispatcher.Follow(fleet.Registry, Task.CompletedTask, transition => _alerts?.Delivers(transition) == true);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _cutAt = _time.GetTimestamp();
        _heard = (_time.GetUtcNow(), _cutAt);
        _totals.Take();
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Delivers and records the pending alerts before handlers and targets stop.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        if (!_fleet.IsLeading)
        {
            return;
        }

        var started = _time.GetTimestamp();
        do
        {
            await TryAsync(LeadAsync, cancellationToken).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (_alerts?.IsPending == true && _time.GetElapsedTime(started) < LastTelling && !cancellationToken.IsCancellationRequested);

        await TryAsync(LeadAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives up the lead, after the calls of reactions have ended, which only the leader may make.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_fleet.IsLeading)
        {
            await TryAsync(token => _store.ResignAsync(_set, token), cancellationToken).ConfigureAwait(false);
            _fleet.Lead(false);
        }
    }

    /// <summary>Publishes the last counts after the server has stopped.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Cut();
        if (await PublishLastAsync(cancellationToken).ConfigureAwait(false))
        {
            await _dependencies.PublishLastAsync(cancellationToken).ConfigureAwait(false);
            await _badEvents.PublishLastAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _calls.Dispose();
        _dependencies.Dispose();
        _badEvents.Dispose();
    }

    // What is not published now is lost. A retry helps if an open connection is broken while the server is available.
    private async Task<bool> PublishLastAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < LastTries; tries++)
        {
            if (await TryAsync(token => ExchangeAllAsync(isLast: true, token), cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // A call that timed out may still use the backlog. Then the next slice is longer.
            if (_calls.IsIdle)
            {
                Cut();
            }

            await WaitAsync(_offset).ConfigureAwait(false);
            if (await TryAsync(token => ExchangeAllAsync(isLast: false, token), _stop.Token).ConfigureAwait(false))
            {
                _dependencies.Start(_stop.Token);
                _badEvents.Start(_stop.Token);
            }

            // By then the other instances have published their slices of this interval, unless they are late.
            await WaitAsync(UntilNext(0.7)).ConfigureAwait(false);
            if (!_isStopping)
            {
                await TryAsync(LeadAsync, _stop.Token).ConfigureAwait(false);
            }

            await WaitAsync(UntilNext(0)).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan time) =>
        await Task.Delay(time, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // The time until a share of the interval is over, rounded up.
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

    // While the fleet is unreachable, the instance delivers its own alerts.
    private void FallBack(bool isOn)
    {
        foreach (SloAlertTransition transition in _fleet.Fallback.Turn(isOn, _registry))
        {
            _dispatcher.Post(transition);
        }
    }

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var leads = await _store.LeadAsync(_set, cancellationToken).ConfigureAwait(false);
            if (leads && _alerts is not null && _history.IsLoaded && !_isStale)
            {
                leads = await _alerts.LeadAsync(_isPartial, cancellationToken).ConfigureAwait(false);
            }

            Lead(leads);
        }
        catch
        {
            // Another instance may lead by now, and end the alerts that this one repeats.
            Lead(false);
            throw;
        }
    }

    private void Lead(bool leads)
    {
        if (!leads)
        {
            _alerts?.Follow();
        }

        _fleet.Lead(leads);
    }

    // A store may throw any exception, or never return: neither must stop the host.
    private async Task<bool> TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await _calls.RunAsync(call, cancellationToken).ConfigureAwait(false);
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
        if (_time.GetElapsedTime(_heard.Timestamp) > 3 * _options.Interval)
        {
            _isStale = true;
            _fleet.Fail(_heard.Instant);
        }

        FallBack(_isStale && _time.GetElapsedTime(_heard.Timestamp) >= _options.FallBackAfter);

        _failures.Pass(suppressed => _logger.FleetFailed(Thrown.Where(exception), _heard.Instant, suppressed));
    }
}
