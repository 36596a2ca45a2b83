using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The dependency map of a registry.</summary>
/// <param name="registry">The objectives.</param>
/// <param name="fleet">The fleet, if they are those of one.</param>
/// <param name="time">The clock.</param>
internal sealed class MapApi(SloRegistry registry, SloFleet? fleet, TimeProvider time)
{
    /// <summary>How many objectives one answer has at most: those that burn first.</summary>
    internal const int Most = 500;

    private readonly FleetMaps _joined = new(
        registry, (tracker, window, service) => MapCallerDocument.Of(tracker, Limited(tracker, window), service));

    internal Task Get(HttpContext context)
    {
        var name = Query.Text(context, "slo");
        return TryWindow(context, out TimeSpan? window) is { } fault ? Answers.BadRequest(context, fault)
            : fleet is null ? WriteInstance(context, name, window) : WriteFleetAsync(context, fleet, name, window);
    }

    private Task WriteInstance(HttpContext context, string? name, TimeSpan? window)
    {
        if (name is not null && !registry.TryGet(name, out _))
        {
            return Answers.NoObjective(context);
        }

        SloTracker[] wanted = [.. registry.Trackers.Where(tracker => name is null || IsNamed(tracker.Objective.Name, name))];
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

    private async Task WriteFleetAsync(HttpContext context, SloFleet fleet, string? name, TimeSpan? window)
    {
        SloFleetMap? map = await fleet.TryReadMapAsync(window, context.RequestAborted).ConfigureAwait(false);
        if (map is null)
        {
            await Answers.Problem(
                context, StatusCodes.Status503ServiceUnavailable,
                "The store of the fleet did not answer. Without scope=fleet, this instance shows what it calls itself.")
                .ConfigureAwait(false);
            return;
        }

        FleetMap joined = await _joined.GetAsync(map, context.RequestAborted).ConfigureAwait(false);
        await (joined.Document(name) is { } document
            ? Answers.Write(context, document, MapJson.Default.MapDocument)
            : Answers.NoObjective(context)).ConfigureAwait(false);
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

    private static bool IsNamed(string objective, string name) => objective.Equals(name, StringComparison.OrdinalIgnoreCase);
}
