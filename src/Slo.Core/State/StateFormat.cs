using Slo.Judging;

namespace Slo.State;

/// <summary>
/// The binary form of a state: a head with the version, then fields in a fixed order; numbers in as few bytes as they need, counts as what
/// was added since the boundary before.
/// </summary>
internal static class StateFormat
{
    private const byte Version = 2;

    // Before it, one target was in force at all times, and nothing was excluded.
    private const byte FirstVersionWithTerms = 2;

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
        HistoryFormat.Write(writer, state.History);
        JudgeFormat.Write(writer, state.Judge);
        return writer.ToArray();
    }

    internal static SloObjectiveState Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length <= Magic.Length)
        {
            throw new InvalidDataException("is no state of an objective");
        }

        if (bytes[Magic.Length] is var version && version is 0 or > Version)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"is a state of version {version}; this version of Slo reads up to version {Version}"));
        }

        StateReader reader = new(bytes[(Magic.Length + 1)..]);
        var name = reader.Text();
        var key = reader.Text();
        DateTimeOffset asOf = reader.Instant();
        var isComplete = reader.Flag();
        History.HistoryState history = HistoryFormat.Read(ref reader, version >= FirstVersionWithTerms);
        JudgeState judge = JudgeFormat.Read(ref reader);
        return reader.IsAtEnd
            ? new SloObjectiveState(name, key, asOf, isComplete, history, judge)
            : throw new InvalidDataException("has more bytes than a state");
    }
}
