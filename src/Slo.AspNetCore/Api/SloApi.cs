using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>
/// The handlers of the JSON API. They read what was published; lists are serialised once per evaluation, for all requests. Recording and
/// evaluation never wait for a request.
/// </summary>
internal sealed class SloApi(SloRegistry registry, SnapshotCache snapshots, TimeProvider time, SloFleet? fleet)
{
    private readonly string _instanceId = Guid.NewGuid().ToString("N");

    internal Task List(HttpContext context)
    {
        var pagingFault = Paging.TryRead(context, out Paging paging);
        var viewFault = Query.TryName(context, "view", out ListView? view);
        if ((Query.TryName(context, "state", out SloState? state) ?? viewFault ?? pagingFault) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        SnapshotRows rows = snapshots.Current;
        if (Answers.IsKnown(context, rows.Tag))
        {
            return Task.CompletedTask;
        }

        var service = Query.Text(context, "service");
        ObjectiveRow[] wanted = state is null && service is null
            ? rows.All
            : Array.FindAll(rows.All, row => (state is null || row.State == state) && (service is null || row.IsOf(service)));
        ObjectiveRow[] page = paging.Of(wanted, out var next);
        Answers.LinkNext(
            context, next, ("limit", paging.LimitText), ("view", Query.Name(view)), ("state", Query.Name(state)), ("service", service));
        IEnumerable<byte[]> items = page.Select(row => row.Json(view ?? ListView.Full));
        return new ListAnswer("slos", rows.Snapshot.AsOf, wanted.Length, next, items).WriteAsync(context);
    }

    internal Task Definitions(HttpContext context)
    {
        SnapshotRows rows = snapshots.Current;
        return Answers.IsKnown(context, rows.Tag) ? Task.CompletedTask : DefinitionsAnswer.WriteAsync(context, rows.Definitions);
    }

    internal Task One(HttpContext context) =>
        Find(context) is { } tracker
            ? Answers.Write(context, SloDocument.Of(tracker.Status), SloJson.Default.SloDocument)
            : Answers.NoObjective(context);

    internal Task Groups(HttpContext context) =>
        Top(context, 1001, (tracker, top) => Answers.Write(context, GroupsDocument.Of(tracker, top), SloJson.Default.GroupsDocument));

    internal Task Reasons(HttpContext context) =>
        Top(context, 34, (tracker, top) => Answers.Write(context, ReasonsDocument.Of(tracker, top), SloJson.Default.ReasonsDocument));

    internal async Task Contributors(HttpContext context)
    {
        if (fleet is not null && Find(context) is { } found)
        {
            await fleet.TryReadBadEventsAsync(found.Objective.Name, context.RequestAborted).ConfigureAwait(false);
        }

        await ContributorsNow(context).ConfigureAwait(false);
    }

    private Task ContributorsNow(HttpContext context)
    {
        if (Find(context) is not { } tracker)
        {
            return Answers.NoObjective(context);
        }

        var top = 3;
        if ((ChartRange.TryRead(context, time.GetUtcNow(), out ChartRange range)
            ?? Query.TryNumber(context, "top", 10, ref top)) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        if (Query.Text(context, "group") is { } group)
        {
            return tracker.GetAlertContributors(group, top) is { } ofGroup
                ? Answers.Write(context, ContributorsDocument.Of(tracker.Objective.Name, ofGroup), InsightJson.Default.ContributorsDocument)
                : Answers.Problem(
                    context, StatusCodes.Status404NotFound, "No alert of this group has an incident whose bad events are known.");
        }

        // An incident is what is asked for, unless a time is.
        var isIncident = Query.Text(context, "from") is null && Query.Text(context, "to") is null;
        SloAttribution attribution = (isIncident ? tracker.GetAlertContributors(top) : null)
            ?? tracker.GetContributors(range.From, range.To, top);
        return Answers.Write(
            context, ContributorsDocument.Of(tracker.Objective.Name, attribution), InsightJson.Default.ContributorsDocument);
    }

    internal Task Cohorts(HttpContext context) => OfInstance(
        context, tracker => Answers.Write(
            context, CohortsDocument.Of(tracker, _instanceId, registry.Canary), CanaryJson.Default.CohortsDocument));

    internal Task Anomalies(HttpContext context) => Find(context) is { } tracker
        ? Answers.Write(context, AnomaliesDocument.Of(tracker), InsightJson.Default.AnomaliesDocument)
        : Answers.NoObjective(context);

    internal Task Canary(HttpContext context) => OfInstance(
        context, tracker => Query.Text(context, "baseline") is { Length: > 0 } baseline
            && Query.Text(context, "canary") is { Length: > 0 } canary && baseline != canary
            ? Answers.Write(context, CanaryDocument.Of(tracker, _instanceId, baseline, canary), CanaryJson.Default.CanaryDocument)
            : Answers.BadRequest(context, "baseline and canary must be the names of two cohorts; v1/slos/{name}/cohorts lists them."));

    internal Task Series(HttpContext context) => Query.Text(context, "timeZone") is { } timeZone
        ? CalendarSeries(context, timeZone)
        : Chart(context, (tracker, range) => Answers.Write(
            context, SeriesDocument.Of(tracker.Objective.Name, range.Step, tracker.GetSeries(range.From, range.To, range.Step)),
            SloJson.Default.SeriesDocument));

    internal Task Budget(HttpContext context) => Chart(
        context, (tracker, range) => Answers.Write(context, BudgetDocument.Of(tracker, range), SloJson.Default.BudgetDocument));

    internal Task BurnRates(HttpContext context) => Chart(
        context, (tracker, range) => Answers.Write(context, BurnRatesDocument.Of(tracker, range), SloJson.Default.BurnRatesDocument));

    internal Task History(HttpContext context) =>
        registry.CaptureOne(context.Request.RouteValues["name"] as string ?? "") is { } state
            ? Answers.Write(context, HistoryDocument.Of(state), SloJson.Default.HistoryDocument)
            : Answers.NoObjective(context);

    private Task CalendarSeries(HttpContext context, string timeZone)
    {
        if (Find(context) is not { } tracker)
        {
            return Answers.NoObjective(context);
        }

        if (ChartRange.TryRead(context, time.GetUtcNow(), out ChartRange range) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        if (Query.Text(context, "step") is not ['1', var letter] || SloPeriod.UnitOf(letter) is not { } unit)
        {
            return Answers.BadRequest(context, "With timeZone, step must be 1d, 1w, 1M, 1Q or 1Y.");
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)
            ? Answers.Write(
                context,
                SeriesDocument.Of(tracker.Objective.Name, null, tracker.GetSeries(range.From, range.To, unit, timeZone)),
                SloJson.Default.SeriesDocument)
            : Answers.BadRequest(context, "timeZone must be an IANA id that is known here, for example Europe/Berlin.");
    }

    private Task Chart(HttpContext context, Func<SloTracker, ChartRange, Task> answer)
    {
        if (Find(context) is not { } tracker)
        {
            return Answers.NoObjective(context);
        }

        if ((ChartRange.TryRead(context, time.GetUtcNow(), out ChartRange range) ?? ChartRange.TryStep(context, ref range)) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        try
        {
            return answer(tracker, range);
        }
        catch (ArgumentOutOfRangeException)
        {
            return Answers.BadRequest(context, "The result would have more than 5000 steps: use a longer step or a shorter range.");
        }
    }

    private Task Top(HttpContext context, int maximum, Func<SloTracker, int, Task> answer)
    {
        if (Find(context) is not { } tracker)
        {
            return Answers.NoObjective(context);
        }

        var top = 10;
        return Query.TryNumber(context, "top", maximum, ref top) is { } fault ? Answers.BadRequest(context, fault) : answer(tracker, top);
    }

    private Task OfInstance(HttpContext context, Func<SloTracker, Task> answer) =>
        registry.Scope == SloScope.Fleet
            ? Answers.BadRequest(context, "Cohorts are counted by each instance and not by the fleet: ask each one, without scope=fleet.")
            : Find(context) is { } tracker ? answer(tracker) : Answers.NoObjective(context);

    private SloTracker? Find(HttpContext context) =>
        registry.TryGet(context.Request.RouteValues["name"] as string, out SloTracker? tracker) ? tracker : null;
}
