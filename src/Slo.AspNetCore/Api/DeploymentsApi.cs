using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The deployments of the ledger, and what each cost: made for each request from the history.</summary>
internal sealed class DeploymentsApi(SloRegistry registry, SloLedgerReader ledger, TimeProvider time)
{
    internal const int MostDeployments = 100;
    internal const int DefaultDeployments = 20;

    /// <summary>How many objectives one deployment has, those that it cost most.</summary>
    internal const int MostCosts = 20;

    /// <summary>How many costs one request may count.</summary>
    internal const int MostCounted = 20_000;

    internal static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(1);
    internal static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    private const string WindowFault = "window must be a duration from 1s to 7d, for example 1h.";

    internal async Task List(HttpContext context)
    {
        var limit = DefaultDeployments;
        TimeSpan window = DefaultWindow;
        if ((Query.TryNumber(context, "limit", MostDeployments, ref limit) ?? TryWindow(context, ref window)) is { } fault)
        {
            await Answers.BadRequest(context, fault).ConfigureAwait(false);
            return;
        }

        if (Trackers(context) is not { } trackers)
        {
            await Answers.NoObjective(context).ConfigureAwait(false);
            return;
        }

        if (trackers.Count * limit > MostCounted)
        {
            await Answers.BadRequest(context, FormattableString.Invariant(
                $"The costs of {limit} deployments for {trackers.Count} objectives are too many. Ask for one (slo), or set a lower limit."))
                .ConfigureAwait(false);
            return;
        }

        SloHistoryPage<SloLedgerEntry> page = await ledger.ReadAsync(
            new SloLedgerQuery { Kind = SloLedgerEntryKind.Deployment, Limit = SloLedger.Capacity }, context.RequestAborted)
            .ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        DeploymentsDocument document = new(
            now, page.IsComplete, SloDuration.Format(window), [.. Deployments(page.Items, trackers, window, now, limit)]);
        await Answers.Write(context, document, DecisionsJson.Default.DeploymentsDocument).ConfigureAwait(false);
    }

    private static IEnumerable<DeploymentDocument> Deployments(
        IReadOnlyList<SloLedgerEntry> entries, IReadOnlyList<SloTracker> trackers, TimeSpan window, DateTimeOffset now, int limit)
    {
        DateTimeOffset? next = null;
        foreach (SloLedgerEntry entry in Enumerable.Reverse(Rollouts(entries)).Take(limit))
        {
            DateTimeOffset until = new[] { entry.At + window, next ?? now, now }.Min();
            next = entry.At;
            yield return new(
                entry.Id, entry.At, VersionOf(entry), entry.Actor, entry.Reason, until,
                [
                    .. trackers.Select(tracker => DeploymentCostDocument.Of(
                            tracker.Objective, tracker.GetBudgetSpending(entry.At, until)))
                        .OrderByDescending(cost => cost.BudgetSpentRatio).ThenBy(cost => cost.Objective, StringComparer.OrdinalIgnoreCase)
                        .Take(MostCosts),
                ]);
        }
    }

    // Each process of a service notes that its version is new: that is one deployment, and so is what a pipeline noted before it.
    private static List<SloLedgerEntry> Rollouts(IReadOnlyList<SloLedgerEntry> entries)
    {
        List<SloLedgerEntry> all = [];
        foreach (SloLedgerEntry entry in entries.OrderBy(entry => entry.Id))
        {
            var isDetected = entry.Details.ContainsKey(SloLedgerDetails.Source);
            if (!isDetected || all.Count == 0 || VersionOf(all[^1]) != VersionOf(entry))
            {
                all.Add(entry);
            }
        }

        return all;
    }

    private IReadOnlyList<SloTracker>? Trackers(HttpContext context) => Query.Text(context, "slo") is not { } slo ? registry.Trackers
        : registry.TryGet(slo, out SloTracker? one) ? [one] : null;

    private static string? TryWindow(HttpContext context, ref TimeSpan window) => Query.Text(context, "window") is not { } text
        || (SloDuration.TryParse(text, out window) && window >= TimeSpan.FromSeconds(1) && window <= LongestWindow) ? null : WindowFault;

    private static string? VersionOf(SloLedgerEntry entry) => entry.Details.GetValueOrDefault(SloLedgerDetails.Version);
}
