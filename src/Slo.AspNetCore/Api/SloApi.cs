using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>
/// The handlers of the JSON API. They read what was published; lists are serialised once per evaluation, for all requests. Recording and
/// evaluation never wait for a request.
/// </summary>
internal sealed class SloApi(SloRegistry registry, SnapshotCache snapshots, TimeProvider time)
{
    private const int DefaultSteps = 300;

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

    internal Task Series(HttpContext context)
    {
        if (Find(context) is not { } tracker)
        {
            return Answers.NoObjective(context);
        }

        DateTimeOffset now = time.GetUtcNow();
        if (!TryTime(context, "to", now, out DateTimeOffset to) || !TryTime(context, "from", HourBefore(to), out DateTimeOffset from)
            || from >= to)
        {
            return Answers.BadRequest(context, "from and to must be RFC 3339 times, from before to, for example 2026-01-01T00:00:00Z.");
        }

        if (Query.Text(context, "timeZone") is { } timeZone)
        {
            return CalendarSeries(context, tracker, (from, to), timeZone);
        }

        TimeSpan step = TimeSpan.FromSeconds(
            Math.Clamp(Math.Ceiling((to - from).TotalSeconds / DefaultSteps), 1, SloPeriod.MaximumLength.TotalSeconds));
        if (Query.Text(context, "step") is { } text && (!SloDuration.TryParse(text, out step) || !IsStep(step)))
        {
            return Answers.BadRequest(context, "step must be whole seconds, from 1s to 400d, for example 10s or 5m.");
        }

        try
        {
            return Answers.Write(context, SeriesDocument.Of(tracker.Objective.Name, step, tracker.GetSeries(from, to, step)),
                SloJson.Default.SeriesDocument);
        }
        catch (ArgumentOutOfRangeException)
        {
            return Answers.BadRequest(context, "The result would have more than 5000 steps: use a longer step or a shorter range.");
        }
    }

    internal Task History(HttpContext context) =>
        registry.CaptureOne(context.Request.RouteValues["name"] as string ?? "") is { } state
            ? Answers.Write(context, HistoryDocument.Of(state), SloJson.Default.HistoryDocument)
            : Answers.NoObjective(context);

    private static Task CalendarSeries(
        HttpContext context, SloTracker tracker, (DateTimeOffset From, DateTimeOffset To) range, string timeZone)
    {
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

    /// <summary>
    /// Closed unless the app has said who may come in: an endpoint with neither a policy nor an explicit "anyone" answers 403.
    /// </summary>
    internal static RequestDelegate Guard(RequestDelegate handler) => context => IsOpened(context)
        ? handler(context)
        : Answers.Problem(
            context,
            StatusCodes.Status403Forbidden,
            "This API is closed until the app opens it: add .RequireAuthorization() or .AllowAnonymous() to MapSloApi.");

    /// <summary>Whether the app has said who may come in, be it anyone.</summary>
    internal static bool IsOpened(HttpContext context) => context.GetEndpoint() is { } endpoint
        && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null);

    private static bool IsStep(TimeSpan step) =>
        step >= TimeSpan.FromSeconds(1) && step <= SloPeriod.MaximumLength && step.Ticks % TimeSpan.TicksPerSecond == 0;

    private static DateTimeOffset HourBefore(DateTimeOffset time) =>
        time.UtcTicks > TimeSpan.TicksPerHour ? time.ToUniversalTime() - TimeSpan.FromHours(1) : DateTimeOffset.MinValue;

    private static bool TryTime(HttpContext context, string name, DateTimeOffset fallback, out DateTimeOffset value)
    {
        value = fallback;
        return Query.Text(context, name) is not { } text
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
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

    private SloTracker? Find(HttpContext context) =>
        registry.TryGet(context.Request.RouteValues["name"] as string, out SloTracker? tracker) ? tracker : null;
}
