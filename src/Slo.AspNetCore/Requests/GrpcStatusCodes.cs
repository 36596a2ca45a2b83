namespace Slo.AspNetCore.Requests;

/// <summary>Which gRPC status codes are the server's fault: those that OpenTelemetry's conventions call errors of a server.</summary>
internal static class GrpcStatusCodes
{
    private const int Cancelled = 1;

    internal static SloOutcome Classify(int status) => status switch
    {
        Cancelled => SloOutcome.Ignored,

        // UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS.
        2 or 4 or 12 or 13 or 14 or 15 => SloOutcome.Bad,
        _ => SloOutcome.Good,
    };
}
