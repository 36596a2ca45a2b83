namespace Slo.AspNetCore.Requests;

/// <summary>Which gRPC status codes are the server's fault: those that OpenTelemetry's conventions call errors of a server.</summary>
internal static class GrpcStatusCodes
{
    internal const int Cancelled = 1;
    internal const int DeadlineExceeded = 4;

    internal static Verdict DeadlinePassed { get; } = Verdict.Bad("DEADLINE_EXCEEDED");

    internal static Verdict Classify(int status) => status switch
    {
        Cancelled => Verdict.Ignored,
        2 => Verdict.Bad("UNKNOWN"),
        DeadlineExceeded => DeadlinePassed,
        12 => Verdict.Bad("UNIMPLEMENTED"),
        13 => Verdict.Bad("INTERNAL"),
        14 => Verdict.Bad("UNAVAILABLE"),
        15 => Verdict.Bad("DATA_LOSS"),
        _ => new(SloOutcome.Good),
    };
}
