using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Delivery;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Persistence;

/// <summary>
/// Loads the state of a set before the first evaluation, saves what is new at an interval, and once more when everything else has
/// stopped. If the store fails, it is tried again with a back-off. What is not saved yet costs no memory, because the history has it.
/// </summary>
internal sealed class StoreService(
    string set, SloRegistry registry, ISloStore store, StoreState state, SloStoreOptions options, TimeProvider time, ILogger logger,
    string? version = null, IMeterFactory? meters = null)
    : IHostedLifecycleService, IDisposable
{
    // Of two machines, or of the same one that was set: less is no step.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    private readonly SavedStates _states = new(registry, options);
    private readonly SavedLedger _ledger = new(registry);
    private readonly StoreInstruments _instruments = new(meters, time, registry.Ledger);
    private readonly RepeatGate _errors = new(time);
    private readonly RepeatGate _losses = new(time);
    private readonly StoreCalls _calls = new(options.Timeout, time);
    private readonly CancellationTokenSource _stop = new();
    private Task _saving = Task.CompletedTask;
    private DateTimeOffset _lastKept;
    private long _lost;
    private bool _isLoaded;

    /// <summary>Before the evaluation begins, and before the app takes requests.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _lastKept = time.GetUtcNow();
        registry.Ledger.MarkKept(0);
        await TryAsync(LoadAsync, cancellationToken).ConfigureAwait(false);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _saving = Task.Run(SaveRegularlyAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the last evaluation.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_isLoaded && _saving.IsCompleted)
        {
            await TryAsync(SaveAsync, cancellationToken).ConfigureAwait(false);
        }

        ReportLost();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _calls.Dispose();
    }

    private async Task SaveRegularlyAsync()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            TimeSpan wait = failures == 0 ? options.Interval : BackOff.Wait(options.Interval, failures, TimeSpan.Zero, jitter: 1);
            await Task.Delay(wait, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_stop.IsCancellationRequested)
            {
                failures = await TryAsync(LoadOrSaveAsync, _stop.Token).ConfigureAwait(false) ? 0 : failures + 1;
                ReportLost();
            }
        }
    }

    // More entries between two saves, or while the store fails, than memory has room for.
    private void ReportLost()
    {
        if (registry.Ledger.LostCount is var lost && lost > _lost)
        {
            _lost = lost;
            _losses.Pass(suppressed => logger.LedgerLost(lost, suppressed));
        }
    }

    // A load that was too late may have ended well since: a second one would restore the same state again.
    private Task LoadOrSaveAsync(CancellationToken cancellationToken) =>
        _isLoaded ? SaveAsync(cancellationToken) : LoadAsync(cancellationToken);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        SloStoreContent content = await store.LoadAsync(set, cancellationToken).ConfigureAwait(false);
        var last = version is null
            ? null : await DeploymentWatch.LastAsync(store, set, content.Entries, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SloObjectiveState> unmatched = registry.Restore(content.States);
        _isLoaded = true;
        _ledger.Restore(content);
        if (version is not null)
        {
            DeploymentWatch.Mark(registry.Ledger, version, last);
        }

        Report(content, unmatched);
        state.Load(content.States.Where(one => one.HasEvents).Select(one => one.Name));
    }

    private void Report(SloStoreContent content, IReadOnlyList<SloObjectiveState> unmatched)
    {
        state.Loss = content.Loss ?? (unmatched.Count == 0 ? null : $"{unmatched.Count} states do not continue the ones before them: "
            + string.Join(", ", unmatched.Select(one => one.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(10)));
        if (state.Loss is { } loss)
        {
            logger.StateLost(SloText.OneLine(loss, 1000));
        }

        if (content.Unread is { } unread)
        {
            logger.StateUnread(SloText.OneLine(unread, 1000));
        }

        if (content.States.Any(one => one.AsOf > time.GetUtcNow() + ClockTolerance))
        {
            logger.ClockWentBack();
        }

        ILookup<string, SloObjectiveState> kept = content.States.ToLookup(one => one.Name, StringComparer.OrdinalIgnoreCase);
        foreach (SloObjective objective in registry.Trackers.Select(tracker => tracker.Objective))
        {
            if (kept[objective.Name].ToArray() is { Length: > 0 } states && !Array.Exists(states, one => one.IsOf(objective)))
            {
                logger.GenerationBegun(objective.Name, states.Max(one => one.ExpiresAt) + options.StateRetention);
            }
        }

        logger.StateRestored(
            content.States.Select(one => one.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
            content.States.Count == 0 ? "never" : content.States.Max(one => one.AsOf).ToString("u", CultureInfo.InvariantCulture));
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var started = time.GetTimestamp();
        SloStoreBatch batch = _ledger.AddTo(_states.Next(now), isLast: _stop.IsCancellationRequested);
        var bytes = await store.SaveAsync(set, batch, cancellationToken).ConfigureAwait(false);
        _states.Saved(batch, now);
        _ledger.Saved(batch);
        _lastKept = now;
        var ended = time.GetTimestamp();
        _instruments.Saved(bytes, ended, time.GetElapsedTime(started, ended));
    }

    // A store may throw anything, or not return: neither stops the host.
    private async Task<bool> TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await _calls.RunAsync(call, cancellationToken).ConfigureAwait(false);
            if (state.Succeed() is { } since)
            {
                logger.PersistedAgain(since);
            }

            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested && cancellationToken == _stop.Token)
        {
            // The host stops, and saves once more: what fails then is reported.
            return false;
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            state.Fail(_lastKept);
            _instruments.Failed();
            _errors.Pass(suppressed => logger.NotPersisted(exception, _lastKept, suppressed));
            return false;
        }
    }
}
