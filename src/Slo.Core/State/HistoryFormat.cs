using Slo.History;
using Slo.Windows;

namespace Slo.State;

/// <summary>The history in the binary form of a state.</summary>
internal static class HistoryFormat
{
    /// <summary>The version of states in which it changed last.</summary>
    internal const byte Version = FirstVersionWithNewTerms;

    // Before it, one target was in force at all times, and nothing was excluded.
    private const byte FirstVersionWithTerms = 2;

    // Before it, every state had targets and exclusions, also where they were those of the state before.
    private const byte FirstVersionWithNewTerms = 3;

    internal static void Write(StateWriter writer, HistoryState history)
    {
        Write(writer, history.Events);
        writer.Flag(history.Slices is not null);
        if (history.Slices is { } slices)
        {
            Write(writer, slices.Ring);
            writer.Number(slices.End);
            writer.Counts(slices.AtStart);
            writer.Number(slices.LastPosition);
            writer.Counts(slices.Worth);
        }

        writer.Number(history.Observation.Origin);
        writer.Number(history.Observation.Gaps.Count);
        foreach ((long from, long to) in history.Observation.Gaps)
        {
            writer.Number(from);
            writer.Number(to - from);
        }

        writer.Number(history.SilentSince);
        writer.Flag(history.Calendar is not null);
        if (history.Calendar is { } calendar)
        {
            writer.Instant(calendar.Start);
            writer.Instant(calendar.End);
            writer.Number(calendar.StartPosition);
            writer.Counts(calendar.Events);
            writer.Counts(calendar.Worth);
        }

        writer.Flag(history.AreTermsNew);
        if (history.AreTermsNew)
        {
            TermsFormat.Write(writer, history.Terms);
        }
    }

    internal static HistoryState Read(ref StateReader reader)
    {
        RingState events = ReadRing(ref reader);
        SliceLedgerState? slices = reader.Flag()
            ? new(ReadRing(ref reader), reader.Number(), reader.Counts(), reader.Number(), reader.Counts()) : null;
        var origin = reader.Number();
        var gaps = new (long From, long To)[reader.Length()];
        for (var i = 0; i < gaps.Length; i++)
        {
            var from = reader.Number();
            gaps[i] = (from, from + reader.Number());
        }

        var silentSince = reader.Number();
        CalendarWindow? calendar = reader.Flag()
            ? new(reader.Instant(), reader.Instant(), reader.Number(), reader.Counts(), reader.Counts()) : null;
        var hasTerms = reader.Version >= FirstVersionWithTerms && (reader.Version < FirstVersionWithNewTerms || reader.Flag());
        return new(
            events, slices, new(origin, gaps), silentSince, calendar, hasTerms ? TermsFormat.Read(ref reader) : TermsState.Unknown)
        {
            AreTermsNew = hasTerms || reader.Version < FirstVersionWithTerms,
        };
    }

    private static void Write(StateWriter writer, RingState ring)
    {
        Write(writer, ring.Begin);
        Write(writer, ring.Last);
        writer.Number(ring.Tiers.Count);
        foreach (TierState tier in ring.Tiers)
        {
            writer.Number(tier.Width);
            writer.Number(tier.First);
            writer.Number(tier.Counts.Length);
            SloEventCounts before = default;
            foreach (SloEventCounts counts in tier.Counts)
            {
                writer.Number(counts.Good - before.Good);
                writer.Number(counts.Bad - before.Bad);
                before = counts;
            }
        }
    }

    private static RingState ReadRing(ref StateReader reader)
    {
        Reading begin = ReadReading(ref reader);
        Reading last = ReadReading(ref reader);
        var tiers = new TierState[reader.Length()];
        for (var i = 0; i < tiers.Length; i++)
        {
            tiers[i] = ReadTier(ref reader);
        }

        var isOrdered = begin.Position >= 0 && last.Position >= begin.Position
            && Array.TrueForAll(tiers, tier => tier.First >= 0 && tier.Newest <= last.Position / tier.Width);
        return tiers.Length > 0 && isOrdered ? new RingState(begin, last, tiers) : throw StateReader.Broken();
    }

    private static TierState ReadTier(ref StateReader reader)
    {
        var width = reader.Number();
        var first = reader.Number();
        var counts = new SloEventCounts[reader.Length()];
        SloEventCounts before = default;
        for (var i = 0; i < counts.Length; i++)
        {
            before = counts[i] = new(before.Good + reader.Number(), before.Bad + reader.Number());
        }

        return width > 0 && Array.TrueForAll(counts, at => at is { Good: >= 0, Bad: >= 0 })
            ? new TierState(width, first, counts) : throw StateReader.Broken();
    }

    private static void Write(StateWriter writer, Reading reading)
    {
        writer.Number(reading.Position);
        writer.Counts(reading.Counts);
    }

    private static Reading ReadReading(ref StateReader reader) => new(reader.Number(), reader.Counts());
}
