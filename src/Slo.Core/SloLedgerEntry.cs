using Slo.State;

namespace Slo;

/// <summary>One decision or event that explains the history of objectives: what, when, who and why. Immutable.</summary>
public sealed record SloLedgerEntry
{
    /// <summary>The longest <see cref="Actor"/>, in characters.</summary>
    public const int LongestActor = 200;

    /// <summary>The longest <see cref="Reason"/>, and the longest value of a detail, in characters.</summary>
    public const int LongestText = 1_000;

    /// <summary>The most <see cref="Details"/> of an entry.</summary>
    public const int MostDetails = 16;

    /// <summary>
    /// Unique in its set, and greater than that of every earlier entry, also of earlier processes if a store keeps them: the microseconds
    /// since 1970 UTC at which it was added, or one more than the entry before.
    /// </summary>
    public required long Id { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about.</summary>
    public required SloLedgerEntryKind Kind { get; init; }

    /// <summary>The name of the objective; null: the whole set.</summary>
    public string? Objective { get; init; }

    /// <summary>Who did it: a person or a program; null if not known.</summary>
    public string? Actor { get; init; }

    /// <summary>Why; null if no reason was given.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Its details, by the keys of <see cref="SloLedgerDetails"/>. Values are texts that do not depend on the culture:
    /// instants in RFC 3339, targets in percent.
    /// </summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes the entry for <see cref="FromBytes"/>, in a form that later versions read too.</summary>
    public byte[] ToBytes() => LedgerFormat.Write(this);

    /// <summary>Reads an entry.</summary>
    /// <param name="bytes">Of <see cref="ToBytes"/>. The format has no checksum: a store needs one of its own.</param>
    /// <exception cref="InvalidDataException">The bytes are no entry, or one of a kind or a version that is not known here.</exception>
    public static SloLedgerEntry FromBytes(ReadOnlySpan<byte> bytes) => LedgerFormat.ReadEntry(bytes);
}
