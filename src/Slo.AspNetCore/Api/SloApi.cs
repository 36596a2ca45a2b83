using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Slo.AspNetCore.Api;

/// <summary>The handlers of the JSON API. They read published snapshots only, so a request costs the engine nothing.</summary>
internal sealed class SloApi(SloRegistry registry, TimeProvider time)
{
    private const int DefaultSteps = 300;

    internal Task List(HttpContext context)
    {
        SloState? state = null;
        if (context.Request.Query["state"].FirstOrDefault() is { } text)
        {
            // One name only: Enum.TryParse would also take a number, and "Healthy,AtRisk" as flags.
            if (!Enum.GetNames<SloState>().Contains(text, StringComparer.OrdinalIgnoreCase) || !Enum.TryParse(text, ignoreCase: true, out SloState wanted))
            {
                return Problem(context, StatusCodes.Status400BadRequest, $"state must be one of {string.Join(", ", Enum.GetNames<SloState>())}.");
            }

            state = wanted;
        }

        SloDocument[] documents = [.. registry.Trackers.Where(tracker => state is null || tracker.Status.State == state).Select(SloDocument.Of)];
        return Write(context, new SloListDocument(time.GetUtcNow(), documents), SloJson.Default.SloListDocument);
    }

    internal Task One(HttpContext context) =>
        Find(context) is { } tracker ? Write(context, SloDocument.Of(tracker), SloJson.Default.SloDocument) : NotFound(context);

    internal Task Groups(HttpContext context)
    {
        if (Find(context) is not { } tracker)
        {
            return NotFound(context);
        }

        var top = 10;
        if (context.Request.Query["top"].FirstOrDefault() is { } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top) && top is >= 1 and <= 1001))
        {
            return Problem(context, StatusCodes.Status400BadRequest, "top must be a number from 1 to 1001.");
        }

        return Write(context, GroupsDocument.Of(tracker, top), SloJson.Default.GroupsDocument);
    }

    internal Task Series(HttpContext context)
    {
        if (Find(context) is not { } tracker)
        {
            return NotFound(context);
        }

        DateTimeOffset now = time.GetUtcNow();
        if (!TryTime(context, "to", now, out DateTimeOffset to) || !TryTime(context, "from", HourBefore(to), out DateTimeOffset from) || from >= to)
        {
            return Problem(context, StatusCodes.Status400BadRequest, "from and to must be RFC 3339 times, from before to, for example 2026-01-01T00:00:00Z.");
        }

        TimeSpan step = TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling((to - from).TotalSeconds / DefaultSteps), 1, SloPeriod.MaximumLength.TotalSeconds));
        if (context.Request.Query["step"].FirstOrDefault() is { } text && (!SloDuration.TryParse(text, out step) || !IsStep(step)))
        {
            return Problem(context, StatusCodes.Status400BadRequest, "step must be whole seconds, from 1s to 400d, for example 10s or 5m.");
        }

        try
        {
            return Write(context, SeriesDocument.Of(tracker.Objective.Name, step, tracker.GetSeries(from, to, step)), SloJson.Default.SeriesDocument);
        }
        catch (ArgumentOutOfRangeException)
        {
            return Problem(context, StatusCodes.Status400BadRequest, "That would be more than 5000 steps: take a longer step or a shorter range.");
        }
    }

    /// <summary>Closed unless the app has said who may come in: an endpoint with neither a policy nor an explicit "anyone" answers 403.</summary>
    internal static RequestDelegate Guard(RequestDelegate handler) => context =>
        context.GetEndpoint() is { } endpoint
        && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null)
            ? handler(context)
            : Problem(
                context,
                StatusCodes.Status403Forbidden,
                "This API is closed until the app opens it: add .RequireAuthorization() or .AllowAnonymous() to MapSloApi.");

    private static bool IsStep(TimeSpan step) =>
        step >= TimeSpan.FromSeconds(1) && step <= SloPeriod.MaximumLength && step.Ticks % TimeSpan.TicksPerSecond == 0;

    private static DateTimeOffset HourBefore(DateTimeOffset time) =>
        time.UtcTicks > TimeSpan.TicksPerHour ? time.ToUniversalTime() - TimeSpan.FromHours(1) : DateTimeOffset.MinValue;

    private static bool TryTime(HttpContext context, string name, DateTimeOffset fallback, out DateTimeOffset value)
    {
        value = fallback;
        return context.Request.Query[name].FirstOrDefault() is not { } text
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
    }

    private static Task NotFound(HttpContext context) =>
        Problem(context, StatusCodes.Status404NotFound, "No objective of this name is declared.");

    private static Task Problem(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        ProblemDetails problem = new() { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        return Write(context, problem, SloJson.Default.ProblemDetails, "application/problem+json");
    }

    private static Task Write<T>(HttpContext context, T document, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8")
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsJsonAsync(document, type, contentType, context.RequestAborted);
    }

    private SloTracker? Find(HttpContext context) =>
        registry.TryGet(context.Request.RouteValues["name"] as string, out SloTracker? tracker) ? tracker : null;
}
