using Slo.History;
using Slo.Judging;

namespace Slo.State;

/// <summary>
/// The binary form of a state: a head with the version, then fields in a fixed order; numbers in as few bytes as they need, counts as what
/// was added since the boundary before. Each part says in which version it changed last: a part that changes takes the next number, and
/// reads what is new only from that version on.
/// </summary>
internal static class StateFormat
{
    // Before it, every state had the rules and the alert, and did not say how long it is kept.
    private const byte FirstVersionWithExpiry = 3;

    // Before it, nothing was kept of latency.
    private const byte FirstVersionWithLatency = 4;

    /// <summary>The version that is written: the newest one in which a part changed.</summary>
    internal static byte Version { get; } = new[] { FirstVersionWithLatency, HistoryFormat.Version, TermsFormat.Version }.Max();

    private static ReadOnlySpan<byte> Magic => "SLO"u8;

    internal static byte[] Write(SloObjectiveState state)
    {
        StateWriter writer = new();
        writer.Raw(Magic);
        writer.Byte(Version);
        writer.Text(state.Name);
        writer.Text(state.CountingKey);
        writer.Instant(state.AsOf);
        writer.Flag(state.IsComplete);
        writer.Instant(state.ExpiresAt);
        HistoryFormat.Write(writer, state.History);
        var hasJudge = state.HasJudge && (state.IsComplete || state.IsJudgeNew);
        writer.Flag(hasJudge);
        if (hasJudge)
        {
            JudgeFormat.Write(writer, state.Judge);
        }

        writer.OptionalBytes(state.IsComplete || state.IsLatencyNew ? state.Latency : null);
        return writer.ToArray();
    }

    internal static SloObjectiveState Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length <= Magic.Length || bytes[Magic.Length] == 0)
        {
            throw new InvalidDataException("is no state of an objective");
        }

        if (bytes[Magic.Length] is var version && version > Version)
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"is a state of version {version}; this version of Slo reads up to version {Version}"));
        }

        StateReader reader = new(bytes[(Magic.Length + 1)..], version);
        var name = reader.Text();
        var key = reader.Text();
        DateTimeOffset asOf = reader.Instant();
        var isComplete = reader.Flag();
        DateTimeOffset expiresAt = version >= FirstVersionWithExpiry ? reader.Instant() : SloObjectiveState.LatestExpiry(asOf);
        HistoryState history = HistoryFormat.Read(ref reader);
        JudgeState? judge = version < FirstVersionWithExpiry || reader.Flag() ? JudgeFormat.Read(ref reader) : null;
        var latency = version < FirstVersionWithLatency ? null : reader.OptionalBytes();
        if (!reader.IsAtEnd || (isComplete && (judge is null || !history.AreTermsNew)))
        {
            throw StateReader.Broken();
        }

        return new(name, key, asOf, isComplete, history, judge)
        {
            IsJudgeNew = judge is not null,
            Latency = latency,
            IsLatencyNew = latency is not null,
            ExpiresAt = expiresAt,
        };
    }
}
