namespace Slo.AspNetCore.Requests;

/// <summary>What a request counts as for one objective, and why it is bad.</summary>
/// <param name="Outcome">Good, bad or ignored.</param>
/// <param name="Reason">Why it is bad, as OpenTelemetry's <c>error.type</c> says it where that has a word for it.</param>
internal readonly record struct Verdict(SloOutcome Outcome, string? Reason = null)
{
    /// <summary>The latency that was compared, of a request that is good or only too slow; null: none was, or it is too short to
    /// matter.</summary>
    internal TimeSpan? Latency { get; init; }

    /// <summary>The app's own judge called the request bad.</summary>
    internal const string ByJudge = "judge";

    /// <summary>The client went away before the end.</summary>
    internal const string ClientAbort = "client_abort";

    /// <summary>The server aborted the connection.</summary>
    internal const string ServerAbort = "server_abort";

    /// <summary>A time-out of the server ended the request, and an answer with a status of its own hid that.</summary>
    internal const string TimeOut = "timeout";

    /// <summary>The host's shutdown time was over before the request was.</summary>
    internal const string Shutdown = "shutdown";

    /// <summary>The request was shed, to protect another objective.</summary>
    internal const string Shed = "shed";

    internal static Verdict Good { get; } = new(SloOutcome.Good);

    internal static Verdict Ignored { get; } = new(SloOutcome.Ignored);

    internal static Verdict Bad(string? reason) => new(SloOutcome.Bad, reason);
}
