using Slo.Attribution;

namespace Slo.State;

/// <summary>The binary form of the bad events of one process. Bytes from elsewhere make no more of it than a process may keep.</summary>
internal static class BadEventsFormat
{
    private const byte Version = 1;
    private const int LongestInstance = 200;

    // More than a process can count in an hour; sums of many stay numbers.
    private const long MostCounted = 1L << 40;
    private static readonly long Latest = DateTimeOffset.MaxValue.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks - TimeSpan.TicksPerDay;
    private const int MostBuckets = 1_000;
    private const int MostValues = 256 - ValueTable.First;
    private const int MostSeries = (2 * EventMinutes.MostValues) + 1;

    internal static byte[] Write(SloBadEvents events)
    {
        StateWriter writer = new();
        writer.Byte(Version);
        writer.Text(events.Instance);
        writer.Number(events.Since);
        writer.Number(events.Position);
        foreach (var values in events.Copy.Values)
        {
            writer.Number(values.Length);
            foreach ((string name, var firstSeen) in values)
            {
                writer.OptionalText(name);
                writer.Number(Math.Max(0, firstSeen));
            }
        }

        writer.Number(events.Copy.Buckets.Length);
        foreach (BucketCopy bucket in events.Copy.Buckets)
        {
            writer.Number(bucket.Start);
            writer.Number(bucket.End - bucket.Start);
            writer.Number(bucket.Count);
            writer.Number(bucket.Events.Length);
            Array.ForEach(bucket.Events, one => Write(writer, one));
        }

        writer.Number(events.Minutes.Start);
        writer.Number(events.Minutes.Series.Count);
        foreach (EventSeries one in events.Minutes.Series)
        {
            writer.Byte((byte)one.Dimension);
            writer.Text(one.Value);
            Array.ForEach(one.Minutes, writer.Counts);
        }

        return writer.ToArray();
    }

    internal static SloBadEvents Read(ReadOnlySpan<byte> bytes)
    {
        StateReader reader = new(bytes);
        var version = reader.Byte();
        if (version != Version)
        {
            throw new NotSupportedException($"Form {version} of bad events is not known; {Version} is.");
        }

        var instance = Cut(reader.Text(), LongestInstance);
        (var since, var position) = (Position(ref reader), Position(ref reader));
        (string Name, long FirstSeen)[][] values = [.. new (string, long)[ValueSet.Dimensions][]];
        for (var dimension = 0; dimension < values.Length; dimension++)
        {
            values[dimension] = ReadValues(ref reader);
        }

        var buckets = new BucketCopy[Limited(reader.Length(), MostBuckets)];
        var left = SloBadEvents.MostEvents;
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = ReadBucket(ref reader, values, ref left);
            _ = buckets[i].Start <= position ? 0 : throw Broken();
        }

        BadEventsCopy copy = new(
            buckets, values, [.. values.Select(all => all.Count(value => value.Name != SloReasonStatus.Other))]);
        EventMinutes minutes = ReadMinutes(ref reader, position);
        return reader.IsAtEnd && since <= position ? new(instance, since, position, copy, minutes) : throw Broken();
    }

    private static void Write(StateWriter writer, BadEvent one)
    {
        Span<byte> bytes = stackalloc byte[36];
        BitConverter.TryWriteBytes(bytes, one.Values.Packed);
        BitConverter.TryWriteBytes(bytes[8..], one.Milliseconds);
        BitConverter.TryWriteBytes(bytes[12..], one.Correlation.First);
        BitConverter.TryWriteBytes(bytes[20..], one.Correlation.Second);
        BitConverter.TryWriteBytes(bytes[28..], one.Correlation.Third);
        writer.Raw(bytes);
        writer.Number(one.Offset);
    }

    private static (string Name, long FirstSeen)[] ReadValues(ref StateReader reader)
    {
        var values = new (string Name, long FirstSeen)[Limited(reader.Length(), MostValues)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (Cut(reader.OptionalText() ?? SloReasonStatus.Other, ValueTable.LongestValue), Position(ref reader));
        }

        return values;
    }

    private static BucketCopy ReadBucket(ref StateReader reader, (string Name, long FirstSeen)[][] values, ref int left)
    {
        (var start, var length, var count) = (Position(ref reader), Position(ref reader), Position(ref reader));
        var events = new BadEvent[Limited(reader.Length(), left)];
        left -= events.Length;
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = ReadEvent(ref reader, values);
        }

        return length <= SampleLadder.Kept && count >= events.Length && count <= MostCounted
            && events.All(one => one.Offset * TimeSpan.TicksPerMillisecond <= length)
            ? new(start, start + length, count, events) : throw Broken();
    }

    private static BadEvent ReadEvent(ref StateReader reader, (string Name, long FirstSeen)[][] values)
    {
        ReadOnlySpan<byte> bytes = reader.Raw(36);
        ValueSet set = new(BitConverter.ToUInt64(bytes));
        for (var dimension = 0; dimension < values.Length; dimension++)
        {
            if (set[dimension] >= values[dimension].Length + ValueTable.First)
            {
                throw Broken();
            }
        }

        var milliseconds = BitConverter.ToSingle(bytes[8..]);
        Correlation correlation = new(
            BitConverter.ToUInt64(bytes[12..]), BitConverter.ToUInt64(bytes[20..]), BitConverter.ToUInt64(bytes[28..]));
        var offset = reader.Number();
        var isId = set.RequestIdLength is <= RequestIds.Longest or RequestIds.GuidLength;
        return offset is >= 0 and <= uint.MaxValue && float.IsFinite(milliseconds) && isId
            ? new(set, (uint)offset, milliseconds, correlation) : throw Broken();
    }

    private static EventMinutes ReadMinutes(ref StateReader reader, long end)
    {
        var start = Position(ref reader);
        var series = new EventSeries[Limited(reader.Length(), MostSeries)];
        for (var i = 0; i < series.Length; i++)
        {
            (var dimension, var value) = (reader.Byte(), Cut(reader.Text(), LongestInstance));
            var minutes = new SloEventCounts[EventMinutes.Count];
            for (var minute = 0; minute < minutes.Length; minute++)
            {
                minutes[minute] = reader.Counts() is { Good: <= MostCounted, Bad: <= MostCounted } counts ? counts : throw Broken();
            }

            series[i] = dimension < ValueSet.Dimensions ? new(dimension, value, minutes) : throw Broken();
        }

        return start <= end && end - start <= EventMinutes.Count * TimeSpan.TicksPerMinute ? new(start, end, series) : throw Broken();
    }

    private static long Position(ref StateReader reader) =>
        reader.Number() is >= 0 and var value && value <= Latest ? value : throw Broken();

    private static int Limited(int length, int most) => length <= most ? length : throw Broken();

    private static string Cut(string text, int longest) => SloText.OneLine(text, longest);

    private static InvalidDataException Broken() => new("are not the bad events of a process, or only a part of them");
}
