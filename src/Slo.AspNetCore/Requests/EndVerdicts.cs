using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>What a request counts as by its end, in the same way whether it feeds an objective or none. docs/aspnetcore.md shows it as a
/// table.</summary>
internal static class EndVerdicts
{
    internal static Verdict Of(in CompletedRequest request, HttpIndicator indicator) => request.End switch
    {
        RequestEnd.Server => Verdict.Bad(request.Exception is { } error ? SloEvent.ReasonOf(error) : Verdict.ServerAbort),
        RequestEnd.TimeOut => OfTimeOut(request, indicator),
        RequestEnd.Deadline => GrpcStatusCodes.DeadlinePassed,
        RequestEnd.Shutdown => Verdict.Bad(Verdict.Shutdown),
        _ => ByResult(request, indicator),
    };

    // A status that the app makes bad or leaves out says more. One that is good, or that a cancelled gRPC call has, hides the time-out.
    private static Verdict OfTimeOut(in CompletedRequest request, HttpIndicator indicator)
    {
        Verdict verdict = ByResult(request, indicator);
        return verdict.Outcome == SloOutcome.Good || (verdict.Outcome == SloOutcome.Ignored && request.IsGrpc)
            ? Verdict.Bad(Verdict.TimeOut) : verdict;
    }

    private static Verdict ByResult(in CompletedRequest request, HttpIndicator indicator) => request.Exception switch
    {
        null => request.GrpcStatus is { } status
            ? GrpcStatusCodes.Classify(status) : ByStatusCode(request, request.StatusCode, indicator),

        // The client's own fault, and the server answers with this code.
        BadHttpRequestException bad => ByStatusCode(request, bad.StatusCode, indicator),
        { } exception => Verdict.Bad(SloEvent.ReasonOf(exception)),
    };

    // Only bad requests pay for the look at what an exception handler answered.
    private static Verdict ByStatusCode(in CompletedRequest request, int code, HttpIndicator indicator)
    {
        SloOutcome outcome = indicator.Classify(code);
        if (outcome != SloOutcome.Bad)
        {
            return new(outcome);
        }

        Exception? handled = request.Exception is null ? request.HandledException : null;
        return Verdict.Bad(handled is null ? StatusCodeTexts.Of(code) : SloEvent.ReasonOf(handled));
    }
}
