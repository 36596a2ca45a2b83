using Slo.Attribution;
using Slo.State;

namespace Slo;

/// <summary>
/// What one process keeps of the bad events of an objective: a sample of them with their properties, and how many events there were in each
/// minute of the last hour. With those of all processes, an alert over their events is explained
/// (<see cref="SloRegistry.FeedBadEvents"/>). Immutable.
/// </summary>
public sealed class SloBadEvents
{
    /// <summary>The most bad events in one: of each stretch of time the same number is chosen at random, where there are more.</summary>
    public const int MostEvents = 2_048;

    internal SloBadEvents(string instance, long since, long asOf, BadEventsCopy copy, EventMinutes minutes) =>
        (Instance, Since, Position, Copy, Minutes) = (instance, since, asOf, copy, minutes);

    /// <summary>The name of the process.</summary>
    public string Instance { get; }

    /// <summary>When it was taken, UTC, by the clock that was asked for.</summary>
    public DateTimeOffset AsOf => DateTimeOffset.UnixEpoch.AddTicks(Position);

    /// <summary>How many bad events it has, each of which may stand for several.</summary>
    public int Count => Copy.Buckets.Sum(bucket => bucket.Events.Length);

    /// <summary>From when on bad events were kept, ticks since 1970 UTC, as all positions here.</summary>
    internal long Since { get; }

    internal long Position { get; }

    internal BadEventsCopy Copy { get; }

    internal EventMinutes Minutes { get; }

    /// <summary>Writes it for <see cref="FromBytes"/>: 40 bytes for each event, and the values once.</summary>
    public byte[] ToBytes() => BadEventsFormat.Write(this);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">From a store, which need not be trusted: no more is made of it than a process may keep.</param>
    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    /// <exception cref="NotSupportedException">A later version wrote them in another form.</exception>
    public static SloBadEvents FromBytes(ReadOnlySpan<byte> bytes) => BadEventsFormat.Read(bytes);
}
