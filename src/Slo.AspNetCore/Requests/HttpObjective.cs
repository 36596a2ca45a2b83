using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// An objective as the middleware sees it. One that is tagged on endpoints without an HTTP indicator takes the default one.
/// </summary>
internal sealed class HttpObjective(SloTracker tracker, UserCode userCode)
{
    private static readonly HttpIndicator Default =
        (HttpIndicator)new SloObjectiveBuilder("default").TargetPercent(99).HttpServer().Build().Indicator;

    private readonly TimeSpan _threshold = tracker.Objective.LatencyThreshold ?? TimeSpan.MaxValue;

    private readonly Func<CompletedRequest, SloOutcome?>? _judge = OwnJudge(tracker.Objective.Indicator as HttpIndicator);

    private readonly Func<CompletedRequest, string?>? _group =
        HttpGrouping.For(tracker.Objective, tracker.Objective.Indicator as HttpIndicator ?? Default);

    internal string Name => tracker.Objective.Name;

    internal bool NeedsTime => tracker.Objective.LatencyThreshold is not null;

    internal bool NeedsFirstByte => NeedsTime && Indicator.MeasuresFirstByte;

    internal bool HasIndicator => tracker.Objective.Indicator is HttpIndicator;

    internal HttpIndicator Indicator { get; } = tracker.Objective.Indicator as HttpIndicator ?? Default;

    internal void Record(in CompletedRequest request)
    {
        Verdict verdict = Judge(request);
        var group = _group is null || verdict.Outcome == SloOutcome.Ignored ? null : userCode.Call(_group, request, Name);
        tracker.Record(new SloEvent(verdict.Outcome) { Group = group, Reason = verdict.Reason });
    }

    private static Func<CompletedRequest, SloOutcome?>? OwnJudge(HttpIndicator? indicator) =>
        indicator?.Metadata.OfType<HttpJudge>().FirstOrDefault() is { Judge: var judge }
            ? request => judge(new SloHttpEvent(request.Context, request.Exception, request.Elapsed, request.IsAbortedByClient))
            : null;

    /// <summary>What a request counts as. Decided once, in this order; docs/aspnetcore.md shows it as a table.</summary>
    private Verdict Judge(in CompletedRequest request)
    {
        if (request.MarkedOutcome is { } marked)
        {
            return new(marked, request.BadReason);
        }

        if (_judge is not null && userCode.Call(_judge, request, Name) is { } judged)
        {
            return new(judged, Verdict.ByJudge);
        }

        if (request.IsUpgrade)
        {
            return Verdict.Ignored;
        }

        TimeSpan latency = Indicator.MeasuresFirstByte ? request.ToFirstByte ?? request.Elapsed : request.Elapsed;
        if (Indicator.ClientAborts != ClientAbortPolicy.AsCompleted && request.IsAbortedByClient)
        {
            return Indicator.ClientAborts == ClientAbortPolicy.Bad
                || (Indicator.ClientAborts == ClientAbortPolicy.BadWhenLate && latency > _threshold)
                ? Verdict.Bad(Verdict.ClientAbort)
                : Verdict.Ignored;
        }

        Verdict verdict = ByResult(request);
        if (verdict.Outcome != SloOutcome.Good || latency <= _threshold)
        {
            return verdict;
        }

        return request.IsStream && !Indicator.MeasuresFirstByte ? Verdict.Ignored : Verdict.Bad(SloEvent.TooSlow);
    }

    private Verdict ByResult(in CompletedRequest request) => request.Exception switch
    {
        null when request.Observed.IsAbortedByServer => Verdict.Bad(Verdict.ServerAbort),
        null => request.GrpcStatus is { } status
            ? GrpcStatusCodes.Classify(status) : ByStatusCode(request, request.StatusCode),

        // The client's own fault, and the server answers with this code.
        BadHttpRequestException bad => ByStatusCode(request, bad.StatusCode),
        { } exception => Verdict.Bad(SloEvent.ReasonOf(exception)),
    };

    // Only bad requests pay for the look at what an exception handler answered.
    private Verdict ByStatusCode(in CompletedRequest request, int code)
    {
        SloOutcome outcome = Indicator.Classify(code);
        if (outcome != SloOutcome.Bad)
        {
            return new(outcome);
        }

        Exception? handled = request.Exception is null ? request.HandledException : null;
        return Verdict.Bad(handled is null ? StatusCodeTexts.Of(code) : SloEvent.ReasonOf(handled));
    }
}
