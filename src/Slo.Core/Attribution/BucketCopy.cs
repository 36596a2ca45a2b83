namespace Slo.Attribution;

/// <summary>A bucket as a reader sees it.</summary>
internal sealed record BucketCopy(long Start, long End, long Count, BadEvent[] Events)
{
    /// <summary>How many events each of those kept stands for.</summary>
    internal double Weight => Events.Length == 0 ? 0 : (double)Count / Events.Length;

    /// <summary>The same without the events of excluded time. What is left stands for as many events as before.</summary>
    internal BucketCopy Without(IReadOnlyList<(long From, long To)> excluded)
    {
        (long From, long To)[] parts = [.. excluded.Where(part => part.To > Start && part.From < End)];
        if (parts.Length == 0)
        {
            return this;
        }

        BadEvent[] kept = [.. Events.Where(one => !Array.Exists(parts, part => At(one) >= part.From && At(one) < part.To))];
        return this with { Count = (long)Math.Round(Weight * kept.Length), Events = kept };
    }

    /// <summary>The same with the events of one value only.</summary>
    internal BucketCopy Of(int dimension, byte number)
    {
        BadEvent[] kept = [.. Events.Where(one => one.Values[dimension] == number)];
        return this with { Count = (long)Math.Round(Weight * kept.Length), Events = kept };
    }

    /// <summary>The same with at most so many of its events, which stand for as many as before.</summary>
    internal BucketCopy Thinned(int most, ref Dice dice)
    {
        if (Events.Length <= most)
        {
            return this;
        }

        BadEvent[] events = [.. Events];
        for (var i = 0; i < most; i++)
        {
            var other = i + (int)dice.Next(events.Length - i);
            (events[i], events[other]) = (events[other], events[i]);
        }

        return this with { Events = events[..most] };
    }

    /// <summary>The position of one of its events.</summary>
    internal long At(in BadEvent one) => Start + (one.Offset * TimeSpan.TicksPerMillisecond);
}
