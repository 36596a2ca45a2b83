using Slo.Windows;

namespace Slo.Attribution;

/// <summary>Chooses the times that an explanation is about: which is explained, and with which it is compared. Of an objective, or of one
/// of its groups.</summary>
internal sealed class Explainer
{
    /// <summary>The least time that a rise is looked for before an alert, and that is compared with, ticks.</summary>
    internal const long Shortest = TimeSpan.TicksPerHour;

    /// <summary>The most.</summary>
    internal const long Longest = TimeSpan.TicksPerDay;

    private const int Comparison = 8;

    /// <summary>The bad events, without excluded time.</summary>
    internal required BadEventsCopy Copy { get; init; }

    internal required Timeline Timeline { get; init; }

    /// <summary>The position from which on bad events are known.</summary>
    internal required long Since { get; init; }

    /// <summary>How long all events are known, ticks.</summary>
    internal required long Period { get; init; }

    /// <summary>The number of all events of a time.</summary>
    internal required Func<(long From, long To), long> EventsIn { get; init; }

    /// <summary>The good events of a time, by the dimensions that they are counted by.</summary>
    internal Func<(long From, long To), IReadOnlyDictionary<int, GoodShares>> GoodIn { get; init; } =
        _ => new Dictionary<int, GoodShares>();

    /// <summary>Whether nearly all bad events of a time are among those that are known.</summary>
    internal Func<(long From, long To), bool> Covers { get; init; } = _ => true;

    /// <summary>The same, and what came after the last of them.</summary>
    internal Func<(long From, long To), bool> CoversAll { get; init; } = _ => true;

    /// <summary>Any time, compared with the one just before.</summary>
    internal SloAttribution Explain((long From, long To) asked, int top, int exemplars)
    {
        (long From, long To) time = Known(asked);
        SloAttribution found = Explanation(time, time.From).Make(top, exemplars);
        return asked.To >= KnownSince && CoversAll(time) ? found : found with { Contributors = [], IsKnown = false };
    }

    /// <summary>An alert, from the rise before it on.</summary>
    /// <param name="start">When the alert fired.</param>
    /// <param name="end">Where the time ends.</param>
    /// <param name="look">How long before the alert the rise is looked for, ticks.</param>
    /// <param name="top">How many contributors.</param>
    /// <param name="exemplars">How many events of each.</param>
    internal SloAttribution? ExplainRise(long start, long end, long look, int top, int exemplars)
    {
        if (Copy.Buckets.Length == 0)
        {
            return null;
        }

        var to = Math.Min(Timeline.Now, end);
        var from = Onset.Find(Copy, Since, start, to, look);
        (long From, long To) time = Known((from, to));
        return Covers(time) ? Explanation(time, time.From - Gap(from)).Make(top, exemplars) : null;
    }

    /// <summary>
    /// Why an alert that fired became more severe: the rise within its incident, compared with the time just before, in which the incident
    /// burned already. If nothing stands out there, the cause is the one of before that has grown, and the rise is compared with the time
    /// before the incident. Nothing may stand out only because the incident burned otherwise: compared with the time before it, something
    /// must too. Without a clear rise, the whole incident is explained.
    /// </summary>
    /// <param name="start">When the alert fired.</param>
    /// <param name="at">When it became more severe.</param>
    /// <param name="end">Where the time ends.</param>
    /// <param name="look">How long before either the rise is looked for, ticks.</param>
    /// <param name="top">How many contributors.</param>
    /// <param name="exemplars">How many events of each.</param>
    internal SloAttribution? ExplainEscalation(long start, long at, long end, (long Start, long At) look, int top, int exemplars)
    {
        if (Copy.Buckets.Length == 0)
        {
            return null;
        }

        var to = Math.Min(Timeline.Now, end);
        var began = Onset.Find(Copy, Since, start, at, look.Start);
        var rose = Onset.Find(Copy, Math.Max(Since, began), at, to, look.At);
        if (rose >= at || rose <= began)
        {
            return ExplainRise(start, end, look.Start, top, exemplars);
        }

        (long From, long To) time = Known((rose, to));
        if (!Covers(time))
        {
            return null;
        }

        SloAttribution found = Explanation(time, time.From - Gap(rose)).Make(top, exemplars);
        Explanation usual = Explanation(time, Math.Min(time.From, began - Gap(began)));
        SloAttribution grown = usual.Make(top, exemplars);
        return found.Contributors.Count == 0 ? (grown.Contributors.Count > 0 ? grown : found)
            : grown.Contributors.Count == 0 && usual.IsComparable ? grown
            : found;
    }

    private long KnownSince => Math.Max(Timeline.Now - SampleLadder.Kept, Since);

    // The bucket at the start may have the first events of the cause.
    private long Gap(long from) =>
        Copy.Buckets.LastOrDefault(bucket => bucket.Start < from) is { } bucket && bucket.End >= from
            ? Math.Min(from - bucket.Start, Shortest) : 0;

    private (long From, long To) Known((long From, long To) asked)
    {
        var to = Math.Clamp(asked.To, Timeline.Now - SampleLadder.Kept, Timeline.Now);
        return (Math.Min(to, Math.Max(asked.From, KnownSince)), to);
    }

    private Explanation Explanation((long From, long To) time, long until)
    {
        var now = Timeline.Now;
        var length = Math.Clamp((time.To - time.From) * Comparison, Shortest, Longest);

        // As much time that counts, where that is near enough.
        var before = until - length - Math.Min(Longest, length - Copy.Length(until - length, until));

        // Both events and bad events are known of the same time only.
        before = Math.Max(Math.Max(before, now - SampleLadder.Kept), Math.Max(Since, now - Period));
        before = Math.Min(until, before);
        IReadOnlyDictionary<int, GoodShares> good = GoodIn(time);
        return new(Copy.KnownWith(good), (before, until), time, Growth((before, until), time), good, Timeline);
    }

    // How many events there are now for each one before.
    private double Growth((long From, long To) before, (long From, long To) now)
    {
        var earlier = EventsIn(before);
        return earlier > 0 ? (double)EventsIn(now) / earlier : 0;
    }
}
