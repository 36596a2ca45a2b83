using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;
using Slo.Hosting.Persistence;

namespace Slo.Hosting.Sources.Polling;

/// <summary>
/// Polls the sources of a set for the events of its objectives. Polls run concurrently, so a source that hangs or fails delays neither
/// other sources nor the evaluation.
/// </summary>
internal sealed class SourcePolling : IHostedService, IDisposable
{
    // The interval at which due polls are started.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // What the store has is not read again, so it must be known. A store that fails is not waited for without end.
    private static readonly TimeSpan LongestLoad = TimeSpan.FromMinutes(5);

    private readonly SloRegistry _registry;
    private readonly SourceDirectory _directory;
    private readonly StoreState? _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RepeatGate _failures;
    private readonly SourceInstruments _instruments;
    private readonly CancellationTokenSource _stop = new();
    private readonly PolledObjectives _objectives;
    private Task _polling = Task.CompletedTask;

    internal SourcePolling(
        SloRegistry registry, SourceDirectory directory, StoreState? store, TimeProvider time, ILogger logger, IMeterFactory? meters)
    {
        (_registry, _directory, _store, _time, _logger) = (registry, directory, store, time, logger);
        _failures = new RepeatGate(time);
        _objectives = new PolledObjectives(registry, time, logger);
        _instruments = new SourceInstruments(meters, () => _objectives.Lags());
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_directory.Gates.Count > 0)
        {
            _registry.MarkRecorded<QueryIndicator>();
        }

        _polling = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _polling.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Cancel();

    private async Task RunAsync()
    {
        if (_store is not null)
        {
            await ((Task)_store.Loaded).WaitAsync(LongestLoad, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _objectives.HasBackfill = _store.Loaded.IsCompletedSuccessfully;
        }

        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Look();
            }
#pragma warning disable CA1031 // A clock or a logger that fails must not end the loop.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Report("every source", "every objective", Thrown.Where(exception));
            }

            await Task.Delay(Tick, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_objectives.Polls.Select(poll => poll.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Look()
    {
        _objectives.Follow(_directory.Gates);
        var now = _time.GetTimestamp();
        foreach (ObjectivePoll poll in _objectives.Polls)
        {
            poll.Age();
            if (poll.IsDue(now))
            {
                poll.Start(Done, _stop.Token);
            }
        }
    }

    private void Done(ObjectivePoll poll, PollResult result)
    {
        if (!_registry.TryGet(poll.Name, out SloTracker? tracker))
        {
            return;
        }

        var source = poll.Gate.Name;
        _instruments.Polled(source, result.Problem is not null);
        if (result.First is { Count: > 0 } steps)
        {
            TimeSpan observed = new(steps.Sum(step => (step.To - step.From).Ticks));
            _logger.Backfilled(
                poll.Name, source, steps[0].From, steps[^1].To, SloDuration.Format(observed), steps.Sum(step => step.Events.Good),
                steps.Sum(step => step.Events.Bad));
        }

        if (result.Problem is { } problem)
        {
            poll.IsFailing = true;
            tracker.SetSourceWarning(SloFinding.Warning(
                SloFindingCodes.SourceUnanswered,
                $"source '{source}': {problem}; it is asked again, and the time that it does not answer for is not observed",
                "queries") with
            {
                Objective = poll.Name,
            });
            Report(source, poll.Name, problem);
        }
        else if (poll.IsFailing)
        {
            poll.IsFailing = false;
            tracker.SetSourceWarning(null);
            _logger.SourceAnswersAgain(source, poll.Name);
        }
    }

    private void Report(string source, string objective, string problem) =>
        _failures.Pass(suppressed => _logger.SourceFailed(source, objective, problem, suppressed));
}
