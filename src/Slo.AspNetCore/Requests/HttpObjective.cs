using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>An objective as the middleware sees it. One that is tagged on endpoints without an HTTP indicator takes the default one.</summary>
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
        SloOutcome outcome = Judge(request);
        if (outcome == SloOutcome.Ignored || _group is null)
        {
            tracker.Record(outcome);
        }
        else
        {
            tracker.Record(outcome == SloOutcome.Good, userCode.Call(_group, request, Name));
        }
    }

    private static Func<CompletedRequest, SloOutcome?>? OwnJudge(HttpIndicator? indicator) =>
        indicator?.Metadata.OfType<HttpJudge>().FirstOrDefault() is { Judge: var judge }
            ? request => judge(new SloHttpEvent(request.Context, request.Exception, request.Elapsed, request.IsAbortedByClient))
            : null;

    /// <summary>What a request counts as. Decided once, in this order; docs/aspnetcore.md shows it as a table.</summary>
    private SloOutcome Judge(in CompletedRequest request)
    {
        if (request.MarkedOutcome is { } marked)
        {
            return marked;
        }

        if (_judge is not null && userCode.Call(_judge, request, Name) is { } judged)
        {
            return judged;
        }

        if (request.IsUpgrade)
        {
            return SloOutcome.Ignored;
        }

        TimeSpan latency = Indicator.MeasuresFirstByte ? request.ToFirstByte ?? request.Elapsed : request.Elapsed;
        if (Indicator.ClientAborts != ClientAbortPolicy.AsCompleted && request.IsAbortedByClient)
        {
            return Indicator.ClientAborts == ClientAbortPolicy.Bad
                || (Indicator.ClientAborts == ClientAbortPolicy.BadWhenLate && latency > _threshold)
                ? SloOutcome.Bad
                : SloOutcome.Ignored;
        }

        SloOutcome outcome = ByResult(request);
        if (outcome != SloOutcome.Good || latency <= _threshold)
        {
            return outcome;
        }

        return request.IsStream && !Indicator.MeasuresFirstByte ? SloOutcome.Ignored : SloOutcome.Bad;
    }

    private SloOutcome ByResult(in CompletedRequest request) => request.Exception switch
    {
        null when request.Observed.IsAbortedByServer => SloOutcome.Bad,
        null => request.GrpcStatus is { } status ? GrpcStatusCodes.Classify(status) : Indicator.Classify(request.StatusCode),

        // The client's own fault, and the server answers with this code.
        BadHttpRequestException bad => Indicator.Classify(bad.StatusCode),
        _ => SloOutcome.Bad,
    };
}
