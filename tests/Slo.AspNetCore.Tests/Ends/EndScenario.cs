using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Slo.AspNetCore.Tests.Ends;

/// <summary>One cell of the crossing.</summary>
internal sealed record EndScenario(HttpProtocols Protocol, ErrorHandling Handling, Ender Ender, Signal Signal, ResponseKind Kind)
{
    internal bool IsGrpc => Kind is ResponseKind.GrpcUnary or ResponseKind.GrpcStreaming;

    internal bool IsStream => Kind is ResponseKind.EventStream or ResponseKind.GrpcStreaming;

    internal bool HasStarted => Kind is not (ResponseKind.Plain or ResponseKind.GrpcUnary);

    internal string Path => $"/{Kind}/{Ender}/{Signal}";

    /// <summary>All that can happen.</summary>
    internal static IEnumerable<EndScenario> All(HttpProtocols protocol, ErrorHandling handling) =>
        from ender in Enum.GetValues<Ender>()
        from signal in Enum.GetValues<Signal>()
        from kind in Enum.GetValues<ResponseKind>()
        let scenario = new EndScenario(protocol, handling, ender, signal, kind)
        where scenario.IsPossible
        select scenario;

    /// <summary>The outcome for availability, for the whole latency, and for the time to the first byte. The clock stands still.</summary>
    internal (SloOutcome Availability, SloOutcome Latency, SloOutcome FirstByte) Expected()
    {
        SloOutcome outcome = Ender switch
        {
            Ender.Client => SloOutcome.Ignored,
            Ender.Handler => Signal == Signal.Return ? SloOutcome.Good : SloOutcome.Bad,

            // It answered all the same.
            Ender.TimeOut => Signal == Signal.Return ? SloOutcome.Good : SloOutcome.Bad,
            _ => SloOutcome.Bad,
        };
        return IsStream && outcome != SloOutcome.Bad ? (outcome, SloOutcome.Ignored, SloOutcome.Good) : (outcome, outcome, outcome);
    }

    private bool IsPossible =>
        (Protocol != HttpProtocols.Http1 || (!IsGrpc && Signal != Signal.Reset))
        && (Signal != Signal.Status || !HasStarted || IsGrpc)
        && Ender switch
        {
            Ender.Handler => Signal is not (Signal.Abort or Signal.Reset),
            Ender.HandlerAfterClient => Signal is Signal.Exception,
            Ender.Server => Signal is Signal.Abort or Signal.Reset,
            Ender.TimeOut => Signal is not (Signal.Abort or Signal.Reset),
            Ender.Deadline => IsGrpc && Signal is not (Signal.Abort or Signal.Reset),
            _ => true,
        };
}
