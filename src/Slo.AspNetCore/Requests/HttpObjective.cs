using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>An objective as the middleware sees it. One that is tagged on endpoints without an HTTP indicator takes the default one.</summary>
internal sealed class HttpObjective(SloTracker tracker)
{
    private static readonly HttpIndicator Default =
        (HttpIndicator)new SloObjectiveBuilder("default").TargetPercent(99).HttpServer().Build().Indicator;

    private readonly TimeSpan _threshold = tracker.Objective.LatencyThreshold ?? TimeSpan.MaxValue;

    internal string Name => tracker.Objective.Name;

    internal bool NeedsTime => tracker.Objective.LatencyThreshold is not null;

    internal bool HasIndicator => tracker.Objective.Indicator is HttpIndicator;

    internal HttpIndicator Indicator { get; } = tracker.Objective.Indicator as HttpIndicator ?? Default;

    internal void Record(HttpContext context, Exception? exception, TimeSpan elapsed)
    {
        SloOutcome outcome = exception is not null ? Classify(context, exception, elapsed)
            : IsAbort(context) ? OfAbort(elapsed)
            : Indicator.Classify(context.Response.StatusCode);
        if (outcome == SloOutcome.Ignored)
        {
            tracker.Record(SloOutcome.Ignored);
        }
        else
        {
            tracker.Record(outcome == SloOutcome.Good && elapsed <= _threshold);
        }
    }

    private SloOutcome Classify(HttpContext context, Exception exception, TimeSpan elapsed) => exception switch
    {
        // The client's own fault, and the server answers with this code.
        BadHttpRequestException bad => Indicator.Classify(bad.StatusCode),

        _ when context.RequestAborted.IsCancellationRequested => OfAbort(elapsed),
        _ => SloOutcome.Bad,
    };

    // Exception handlers turn a client's abort into 499. The code is asked first: asking for the token may allocate.
    private static bool IsAbort(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status499ClientClosedRequest && context.RequestAborted.IsCancellationRequested;

    // The client went away: our fault only if it had waited longer than promised.
    private SloOutcome OfAbort(TimeSpan elapsed) => elapsed > _threshold ? SloOutcome.Bad : SloOutcome.Ignored;
}
