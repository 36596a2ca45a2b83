using Slo.History;
using Slo.Judging;
using Slo.State;

namespace Slo;

/// <summary>
/// What one objective counted, and the state of its alert: <see cref="SloRegistry.Capture"/> returns it, and
/// <see cref="SloRegistry.Restore"/> continues from it. Immutable. A state is complete, or has what is new since another one.
/// </summary>
public sealed partial class SloObjectiveState
{
    private readonly JudgeState? _judge;

    internal SloObjectiveState(
        string name, string countingKey, DateTimeOffset asOf, bool isComplete, HistoryState history, JudgeState? judge)
    {
        Name = name;
        CountingKey = countingKey;
        AsOf = asOf;
        IsComplete = isComplete;
        History = history;
        _judge = judge;
        ExpiresAt = LatestExpiry(asOf);
    }

    /// <summary>The name of the objective.</summary>
    public string Name { get; }

    /// <summary>
    /// Tells which events were counted, and as what: counts continue for an objective with the same key. 32 hexadecimal digits.
    /// </summary>
    public string CountingKey { get; }

    /// <summary>The instant of the evaluation it is of, UTC. What was recorded later is not in it.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>Whether it has all of the history. If not, it continues the state before it.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether an objective continues it: whether it has its name and counts what it counted.</summary>
    /// <param name="objective">As declared now.</param>
    public bool IsOf(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return StateKey.Of(this) == StateKey.Of(objective);
    }

    /// <summary>From when on nothing of it can count any more: a period of the objective after <see cref="AsOf"/>, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; internal init; }

    /// <summary>
    /// The version of the form that <see cref="ToBytes"/> writes. <see cref="FromBytes"/> reads it and all earlier ones.
    /// </summary>
    public static int FormatVersion => StateFormat.Version;

    /// <summary>The position on the timeline.</summary>
    internal long Position => History.Position;

    internal HistoryState History { get; }

    /// <summary>Rules and alert. A state that is not complete may have been written without them, because they were as before.</summary>
    internal JudgeState Judge => _judge ?? throw new InvalidOperationException("Of a state that is not complete, the one before has them.");

    /// <summary>Whether rules and alert are in it.</summary>
    internal bool HasJudge => _judge is not null;

    /// <summary>Whether rules and alert differ from those of the state before.</summary>
    internal bool IsJudgeNew { get; init; } = true;

    /// <summary>What is known of the latency of the objective, in a form of its own; null: nothing, or of a state that is not complete, the
    /// same as before.</summary>
    internal byte[]? Latency { get; init; }

    /// <summary>Whether <see cref="Latency"/> differs from that of the state before.</summary>
    internal bool IsLatencyNew { get; init; } = true;

    /// <summary>
    /// The same without its history: all that <see cref="SloRegistry.Capture"/> needs to tell what is new, in a fraction of the memory.
    /// </summary>
    public SloObjectiveState ToMark() => new(Name, CountingKey, AsOf, isComplete: false, History.ToMark(), _judge)
    {
        ExpiresAt = ExpiresAt,
        Latency = Latency,
    };

    /// <summary>Writes the state for <see cref="FromBytes"/>, in a form that later versions read too.</summary>
    public byte[] ToBytes() => StateFormat.Write(this);

    /// <summary>Reads a state.</summary>
    /// <param name="bytes">Of <see cref="ToBytes"/>. The format has no checksum: a store needs one of its own.</param>
    /// <exception cref="InvalidDataException">The bytes are no state.</exception>
    /// <exception cref="NotSupportedException">It is a state, but of a later version, or with something that this version or this machine
    /// does not know. A store leaves it where it is.</exception>
    public static SloObjectiveState FromBytes(ReadOnlySpan<byte> bytes) => StateFormat.Read(bytes);

    /// <summary>Where the period is not known.</summary>
    internal static DateTimeOffset LatestExpiry(DateTimeOffset asOf) =>
        asOf < DateTimeOffset.MaxValue - SloPeriod.MaximumLength ? asOf + SloPeriod.MaximumLength : DateTimeOffset.MaxValue;

    /// <summary>The state after both, or null if the next one does not continue this one.</summary>
    /// <param name="next">What came after this one: complete, or new since this one.</param>
    public SloObjectiveState? Append(SloObjectiveState next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.IsComplete ? next
            : next.CountingKey == CountingKey && History.Append(next.History) is { } history
            ? new SloObjectiveState(Name, CountingKey, next.AsOf, IsComplete, history, next._judge ?? _judge)
            {
                ExpiresAt = next.ExpiresAt,
                IsJudgeNew = IsJudgeNew || next.IsJudgeNew,
                Latency = next.Latency ?? Latency,
                IsLatencyNew = IsLatencyNew || next.IsLatencyNew,
            }
            : null;
    }
}
