using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The dependency map of a registry.</summary>
internal sealed class MapApi(SloRegistry registry, TimeProvider time)
{
    /// <summary>How many objectives one answer has at most: those that burn first.</summary>
    internal const int Most = 500;

    internal Task Get(HttpContext context)
    {
        var name = Query.Text(context, "slo");
        if (name is not null && !registry.TryGet(name, out _))
        {
            return Answers.NoObjective(context);
        }

        if (TryWindow(context, out TimeSpan? window) is { } fault)
        {
            return Answers.BadRequest(context, fault);
        }

        SloTracker[] wanted =
        [
            .. registry.Trackers.Where(tracker => name is null || tracker.Objective.Name.Equals(name, StringComparison.OrdinalIgnoreCase)),
        ];
        MapCallerDocument[] callers =
        [
            .. wanted.OrderBy(tracker => tracker.Status.Severity is null).Take(Most)
                .Select(tracker => MapCallerDocument.Of(tracker, Limited(tracker, window))),
        ];
        MapDocument document = new(
            time.GetUtcNow(), SloCalls.AreObserved, wanted.Length, MapNodeDocument.Of(callers), callers,
            [.. registry.GetDependencyFindings().Take(Most).Select(MapFindingDocument.Of)]);
        return Answers.Write(context, document, MapJson.Default.MapDocument);
    }

    private static string? TryWindow(HttpContext context, out TimeSpan? window)
    {
        window = null;
        if (Query.Text(context, "window") is not { } text)
        {
            return null;
        }

        if (!SloDuration.TryParse(text, out TimeSpan read) || read <= TimeSpan.Zero || read > TimeSpan.FromDays(3))
        {
            return "window must be a duration above 0 and at most 3d, for example 1h.";
        }

        window = read;
        return null;
    }

    // One window for objectives of several periods.
    private static TimeSpan? Limited(SloTracker tracker, TimeSpan? window) =>
        window > tracker.Objective.Period.LongestLength ? tracker.Objective.Period.LongestLength : window;
}
