using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Reactions;

/// <summary>Runs the reactions of a set, each in its own loop, so that one that hangs does not delay others.</summary>
internal sealed class ReactionService(
    string set, IReadOnlyList<ReactionRunner> runners, IReadOnlyList<SloRegistry> registries, IReadOnlyList<ReactionStore> stores,
    IReadOnlyList<SloFinding> faults, TimeProvider time, ILogger logger) : IHostedLifecycleService, IDisposable
{
    // The app must be able to start while a system does not respond.
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(5);

    // The time for a call in progress to end when the host stops.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Checks that the resources of the actions exist, if their systems can be reached.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        string?[] problems = await Task.WhenAll(
            runners.SelectMany(runner => runner.Plan.Steps.Select(step => CheckAsync(runner.Plan, step, cancellationToken))))
            .ConfigureAwait(false);
        string[] found = [.. faults.Select(fault => fault.ToString()), .. problems.OfType<string>()];
        if (found.Length > 0)
        {
            throw new OptionsValidationException(set, typeof(SloOptions), found);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (stores.Any(store => store.IsLost))
        {
            logger.ReactionsNotKept();
        }

        foreach (ReactionStore store in stores)
        {
            store.Changed = WakeAll;
        }

        _running = Task.WhenAll(
        [
            .. runners.Select(runner => Task.Run(() => runner.RunAsync(_stopping.Token, _aborting.Token), CancellationToken.None)),
            .. stores.Select(store => Task.Run(() => store.RunAsync(_stopping.Token), CancellationToken.None)),
            .. runners.Count == 0 ? [] : registries.Select(registry => Task.Run(() => FollowAsync(registry), CancellationToken.None)),
        ]);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for calls in progress, so that their results are saved. The store and the fleet stop later.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using CancellationTokenSource limit = new(DrainTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await _running.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _aborting.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(TimeSpan.FromSeconds(1), time, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Saves the alerts that came in until the server of the app has stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(DrainTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await Task.WhenAll(stores.Select(store => store.Elsewhere.SaveLastAsync(either.Token)))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Cancel();
        _aborting.Cancel();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private async Task<string?> CheckAsync(ReactionPlan plan, StepPlan step, CancellationToken cancellationToken)
    {
        TimeSpan timeout = step.Timeout < LongestCheck ? step.Timeout : LongestCheck;
        (string? problem, _) = await new ActionCalls(time).RunAsync(step.Action.CheckAsync, timeout, cancellationToken)
            .ConfigureAwait(false);
        return problem is null ? null : SloFinding.Error(
            SloFindingCodes.ReactionResource, $"Reactions:{plan.Name}: {problem}", step.Action.Path).ToString();
    }

    // Reactions read the alerts as soon as one changes, and also once a second.
    private async Task FollowAsync(SloRegistry registry)
    {
        ChannelReader<SloAlertTransition> changes = registry.SubscribeToAlerts(_stopping.Token);
        try
        {
            while (await changes.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
            {
                while (changes.TryRead(out _))
                {
                }

                WakeAll();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void WakeAll()
    {
        foreach (ReactionRunner runner in runners)
        {
            runner.Wake();
        }
    }
}
