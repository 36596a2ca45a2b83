using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Configuration;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Persistence;

namespace Slo.Hosting.Backfill;

/// <summary>
/// Fills objectives without a history once: when the host starts and the store is loaded, and when a reload adds them. The start waits for
/// it only a moment; after any failure, the host and its objectives continue.
/// </summary>
/// <param name="registry">The objectives.</param>
/// <param name="sources">The first one that has an objective fills it.</param>
/// <param name="store">What the store has; null without one.</param>
/// <param name="added">What reloads add.</param>
/// <param name="options">The bounds of time.</param>
/// <param name="isRead">Whether an objective is read from a source: that also reads what was before.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What was filled, and what was not.</param>
internal sealed class BackfillService(
    SloRegistry registry, IReadOnlyList<IHistorySource> sources, StoreState? store, AddedObjectives added,
    SloBackfillOptions options, Predicate<SloObjective> isRead, TimeProvider time, ILogger logger) : IHostedService, IDisposable
{
    private const int LongestReason = 300;

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Completes when all is filled that can be.</summary>
    internal Task Filling { get; private set; } = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // What is counted from now on counts besides.
        DateTimeOffset now = time.GetUtcNow();
        SloObjective[] empty = [.. registry.Trackers.Select(tracker => tracker.Objective)
            .Where(objective => !isRead(objective) && IsEmpty(objective))];
        Filling = Task.Run(() => FillAsync(empty, now), CancellationToken.None);
        added.Added += Fill;
        if (options.StartDelay > TimeSpan.Zero)
        {
            using CancellationTokenSource enough = new(options.StartDelay, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
            await Filling.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        added.Added -= Fill;
        return _stop.CancelAsync();
    }

    public void Dispose()
    {
        added.Added -= Fill;
        _stop.Cancel();
        foreach (IHistorySource source in sources)
        {
            (source as IDisposable)?.Dispose();
        }
    }

    // One after the other: what is added while others are filled waits for its turn. Two reloads never overlap.
    private void Fill(IReadOnlyList<string> names, DateTimeOffset since)
    {
        Task before = Filling;
        Filling = Task.Run(
            async () =>
            {
                await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await FillAsync([.. names.Select(Find).OfType<SloObjective>().Where(one => !isRead(one) && !HasPast(one, since))], since)
                    .ConfigureAwait(false);
            },
            CancellationToken.None);
    }

    private async Task FillAsync(SloObjective[] empty, DateTimeOffset now)
    {
        using CancellationTokenSource late = new(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stop.Token);
        IReadOnlySet<string> kept = new HashSet<string>();
        if (store is not null)
        {
            // What the store has is better than any other source.
            await ((Task)store.Loaded).WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!store.Loaded.IsCompletedSuccessfully)
            {
                logger.BackfillLeftOut("the store was not loaded in time");
                return;
            }

            kept = await store.Loaded.ConfigureAwait(false);
        }

        foreach (SloObjective objective in empty.Where(one => !kept.Contains(one.Name)))
        {
            if (either.IsCancellationRequested)
            {
                Report(objective, "every source", "the time was over");
            }
            else
            {
                await FillAsync(objective, now, either.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task FillAsync(SloObjective objective, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (IHistorySource source in sources)
        {
            try
            {
                if (await TryFillAsync(objective, source, now, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
#pragma warning disable CA1031 // Whatever a file or a server makes of it: the host goes on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Report(objective, source.Name, exception is OperationCanceledException ? "the time was over" : exception.Message);
            }
        }
    }

    private async Task<bool> TryFillAsync(
        SloObjective objective, IHistorySource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<SloHistoryStep> steps = await source
            .ReadAsync(objective, now - objective.Period.LongestLength, now, cancellationToken).WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        if (steps.Count == 0)
        {
            return false;
        }

        // It may have been removed or changed by a reload since: then nothing continues what was read.
        registry.Restore([SloObjectiveState.FromSteps(objective, steps)]);
        TimeSpan observed = new(steps.Sum(step => (step.To - step.From).Ticks));
        logger.Backfilled(
            objective.Name, SloText.OneLine(source.Name), steps[0].From, steps[^1].To, SloDuration.Format(observed),
            steps.Sum(step => step.Events.Good), steps.Sum(step => step.Events.Bad));
        return true;
    }

    private SloObjective? Find(string name) => registry.TryGet(name, out SloTracker? tracker) ? tracker.Objective : null;

    // Of a store, or of a time before in which it was declared. What it counts itself came later.
    private bool HasPast(SloObjective objective, DateTimeOffset since) =>
        registry.CaptureOne(objective.Name) is { } state && state.GetSteps().Any(step => step.Events.Total > 0 && step.From < since);

    // Of the app itself, or of what its code restored.
    private bool IsEmpty(SloObjective objective) =>
        registry.CaptureOne(objective.Name) is { } state && state.GetSteps().All(step => step.Events.Total == 0)
        && registry.TryGet(objective.Name, out SloTracker? tracker) && tracker.Total.Total == 0;

    private void Report(SloObjective objective, string source, string reason)
    {
        if (!_stop.IsCancellationRequested)
        {
            logger.NotBackfilled(objective.Name, SloText.OneLine(source), SloText.OneLine(reason, LongestReason));
        }
    }
}
