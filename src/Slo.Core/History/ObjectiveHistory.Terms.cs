using Slo.Windows;

namespace Slo.History;

/// <content>What was in force: targets, and excluded time. It is subtracted here and nowhere else.</content>
internal sealed partial class ObjectiveHistory
{
    /// <summary>The terms over time. The writer alone.</summary>
    internal TermsTimeline Terms => _terms.Terms;

    /// <summary>Takes up what is declared from a reading on. The writer alone.</summary>
    internal void Declare(SloObjective objective, in Reading now) =>
        Amend(_terms.Terms.With(objective, Timeline.InstantOf(now.Position)), now);

    /// <summary>Replaces the terms. The writer alone.</summary>
    internal void Amend(TermsTimeline terms, in Reading now)
    {
        if (!ReferenceEquals(terms, _terms.Terms) || !terms.AreConstant)
        {
            _terms.Replace(terms, (now.Position, Total(now)), At(now));
        }
    }

    /// <summary>Whether targets differ, or time is excluded.</summary>
    internal bool IsAmended => _terms.InForce is not null;

    /// <summary>Whether another target than the declared one was in force in what is kept.</summary>
    internal bool HasOtherTargets => _terms.InForce?.Stretches.HasOtherTargets == true;

    /// <summary>The target in force; null: the declared one at all times.</summary>
    internal decimal? TargetRatio => _terms.InForce?.TargetRatio;

    /// <summary>The target in force at a position of the past; null: the declared one at all times.</summary>
    internal decimal? TargetAt(long position) => _terms.InForce is { } terms
        ? 1 - (terms.Stretches.PartsAt(position) / (decimal)Stretches.PartsPerUnit)
        : null;

    /// <summary>The same as for a stretch up to a reading, for one between two positions.</summary>
    internal UInt128? Allowed(in Reading now, long from, long to) =>
        _terms.InForce?.Stretches is { HasOtherTargets: true } stretches
            ? Difference(stretches.Allowed(to, RawAt(to, now)), stretches.Allowed(from, RawAt(from, now)))
            : null;

    /// <summary>
    /// How many bad events a stretch up to a reading allows, by the targets that were in force, in parts of
    /// <see cref="Stretches.PartsPerUnit"/>; null: the one that is in force now was so in all of it.
    /// </summary>
    internal UInt128? Allowed(in Reading now, long from) =>
        _terms.InForce?.Stretches is { HasOtherTargets: true } stretches && !stretches.HasOneTargetSince(from)
            ? Difference(stretches.Allowed(now.Position, Total(now)), stretches.Allowed(from, RawAt(from, now)))
            : null;

    /// <summary>The share of a stretch that was observed, in [0, 1], of what is not excluded.</summary>
    internal double Coverage(long from, long to)
    {
        if (Excluded is not { } excluded)
        {
            return _observation.Coverage(from, to);
        }

        var length = to - from - excluded.Ticks(from, to);
        return length <= 0 ? 1 : (double)Observed(from, to) / length;
    }

    /// <summary>How much of a stretch was observed and is not excluded, in ticks.</summary>
    internal long Observed(long from, long to) => _observation.Observed(from, to)
        - (Excluded?.In(from, to).Sum(part => _observation.Observed(part.From, part.To)) ?? 0);

    /// <summary>Which parts of a stretch are excluded.</summary>
    internal IReadOnlyList<(long From, long To)> ExcludedIn(long from, long to) =>
        Excluded is { } excluded ? [.. excluded.In(from, to)] : [];

    /// <summary>How much of a stretch is excluded, in ticks.</summary>
    internal long ExcludedTicks(long from, long to) => Excluded?.Ticks(from, to) ?? 0;

    /// <summary>The position from which on all time was observed, and none excluded. Of slices it says nothing: they are counted.</summary>
    internal long ObservedSince => _slices is not null ? long.MaxValue
        : Excluded is { } excluded ? Math.Max(_observation.UnbrokenSince, excluded.LastEnd(_events.LastPosition))
        : _observation.UnbrokenSince;

    /// <summary>Whether some time before <see cref="ObservedSince"/> was observed, or slices are counted.</summary>
    internal bool IsObservedBefore => _slices is not null || _observation.HasGaps || Excluded is not null;

    /// <summary>How many slices that count end in a stretch of time, its end included.</summary>
    internal long SlicesIn(long from, long to) => _slices!.SlicesIn(from, to) - (Excluded?.SlicesIn(from, to) ?? 0);

    /// <summary>The position at which the last event was seen, as a reading sees it; before the first one, where observation
    /// began. Excluded time is not silent.</summary>
    internal long SilentSince(in Reading now) => Excluded is { } excluded
        ? Math.Min(now.Position, Math.Max(_silence.Since(now), excluded.LastEnd(now.Position)))
        : _silence.Since(now);

    private ExcludedTime? Excluded => _terms.InForce is { Excluded: { IsEmpty: false } excluded } ? excluded : null;

    private HistoryPeriod PeriodOf(in Reading now, long from, (DateTimeOffset End, TimeSpan Length) period, HistoryCounts counts) =>
        new(from, period.End, period.Length, _terms.InForce is { Stretches: { HasExclusions: true } stretches }
            ? Included(stretches, now, from, counts)
            : counts, counts.Budget);

    // From what was counted to what of it is not excluded.
    private HistoryCounts Included(Stretches stretches, in Reading now, long from, HistoryCounts counted)
    {
        HistoryCounts total = Total(now);
        HistoryCounts start = new(
            CumulativeRing.Difference(total.Events, counted.Events), CumulativeRing.Difference(total.Budget, counted.Budget));
        HistoryCounts until = stretches.Included(now.Position, total);
        HistoryCounts before = stretches.Included(from, start);
        SloEventCounts events = CumulativeRing.Difference(until.Events, before.Events);
        return new(events, _slices is not null && events.Total == 0 ? default : CumulativeRing.Difference(until.Budget, before.Budget));
    }

    private Func<long, HistoryCounts> At(Reading now) => position => RawAt(position, now);

    private static UInt128 Difference(UInt128 later, UInt128 earlier) => later > earlier ? later - earlier : 0;
}
