using Slo.Windows;

namespace Slo.Attribution;

/// <summary>Makes what is shown of what the search finds.</summary>
/// <param name="copy">The bad events.</param>
/// <param name="before">The time that is compared with.</param>
/// <param name="time">The time that is explained.</param>
/// <param name="growth">All events now over all events before.</param>
/// <param name="good">The good events of the time that is explained, by dimension.</param>
/// <param name="timeline">The positions.</param>
internal sealed class Explanation(
    BadEventsCopy copy, (long From, long To) before, (long From, long To) time, double growth, IReadOnlyDictionary<int, GoodShares> good,
    Timeline timeline)
{
    private const int Cohort = (int)SloDimension.Cohort;

    /// <summary>Whether enough bad events were before to say what is normal.</summary>
    internal bool IsComparable => copy.Between(before.From, before.To).Effective >= SearchLimits.LeastBefore;

    internal SloAttribution Make(int top, int exemplars)
    {
        WeightedEvents now = copy.Between(time.From, time.To + 1);
        WeightedEvents earlier = copy.Between(before.From, before.To);
        var expected = earlier.Total * growth;
        var excess = now.Total - expected;
        List<(Candidate Found, WeightedEvents Now, WeightedEvents Before)> found =
            excess < SearchLimits.LeastEvents ? [] : [.. new ContributorSearch(now, earlier, copy.Known, good).Find(top)];

        // Where other parts have fallen, the parts that rose are together more than the whole.
        var rise = Math.Max(excess, found.Sum(one => Excess(one.Now, one.Before)));
        return new SloAttribution
        {
            From = timeline.InstantOf(time.From),
            To = timeline.InstantOf(time.To),
            ComparedFrom = timeline.InstantOf(before.From),
            BadEvents = (long)Math.Round(now.Total),
            ExpectedBadEvents = expected,
            IsCohortUnknown = !IsComparable && (!good.TryGetValue(Cohort, out GoodShares? cohorts) || cohorts.Since is not null),
            Contributors =
            [
                .. found.Where(one => Excess(one.Now, one.Before) > 0).Select(one => Contributor(one, rise, exemplars))
                    .OrderByDescending(one => one.ExcessRatio),
            ],
        };
    }

    private double Excess(WeightedEvents now, WeightedEvents earlier) => now.Total - (earlier.Total * growth);

    private SloContributor Contributor(
        (Candidate Found, WeightedEvents Now, WeightedEvents Before) one, double rise, int exemplars) => new()
        {
            Values = ValuesOf(one.Found.Values),
            ExcessRatio = Math.Clamp(Excess(one.Now, one.Before) / rise, 0, 1),
            Lift = one.Found.ShareNow / one.Found.ShareBefore,
            BadEvents = one.Now.Total,
            ExpectedBadEvents = one.Before.Total * growth,
            FirstSeenAt = timeline.InstantOf(one.Now.All.Min(sample => sample.At)),
            ValueFirstSeenAt = timeline.InstantOf(one.Found.Values.Parts().Max(part => copy.FirstSeen(part.Dimension, part.Number))),
            FirstVersion = FirstVersion(one.Found.Values.Without(Cohort), one.Now),
            PValue = one.Found.PValue,
            Exemplars = [.. Chosen(one.Now, exemplars).Select(Exemplar)],
        };

    // Of a process that serves one version only, nothing is known about other ones.
    private string? FirstVersion(Conjunction values, WeightedEvents now)
    {
        byte[] versions = [.. now.All.Select(one => one.Event.Values[Cohort]).Distinct()];
        if (values.Length == 0 || versions is not [var version] || version < ValueTable.First)
        {
            return null;
        }

        WeightedEvents earlier = copy.Between(0, before.To);
        var others = earlier.All.Count(one => one.Event.Values[Cohort] >= ValueTable.First && one.Event.Values[Cohort] != version);
        return others >= SearchLimits.LeastBefore && !earlier.All.Any(one => values.Has(one.Event.Values))
            ? copy.NameOf(Cohort, version) : null;
    }

    // Half of them the newest, half the slowest.
    private static IEnumerable<(BadEvent Event, long At, double Weight)> Chosen(WeightedEvents events, int exemplars)
    {
        (BadEvent Event, long At, double Weight)[] newest =
        [
            .. events.All.OrderByDescending(one => one.Event.Correlation.IsNone ? 0 : 1).ThenByDescending(one => one.At)
                .Take((exemplars + 1) / 2),
        ];
        return newest.Concat(events.All.Where(one => one.Event.Milliseconds >= 0).Except(newest)
            .OrderByDescending(one => one.Event.Milliseconds).ThenByDescending(one => one.At).Take(exemplars - newest.Length));
    }

    private SloExemplar Exemplar((BadEvent Event, long At, double Weight) one)
    {
        (Correlation correlation, var length) = (one.Event.Correlation, one.Event.Values.RequestIdLength);
        return new(
            length > 0 ? null : correlation.TraceId, timeline.InstantOf(one.At),
            one.Event.Milliseconds < 0 ? null : TimeSpan.FromMilliseconds(one.Event.Milliseconds), ValuesOf(one.Event.Values))
        {
            SpanId = length > 0 ? null : correlation.SpanId,
            RequestId = length > 0 ? RequestIds.Unpack(correlation, length) : null,
        };
    }

    private IReadOnlyList<SloDimensionValue> ValuesOf(Conjunction values) =>
        [.. values.Parts().Select(part => new SloDimensionValue((SloDimension)part.Dimension, copy.NameOf(part.Dimension, part.Number)))];

    private IReadOnlyList<SloDimensionValue> ValuesOf(ValueSet values) =>
    [
        .. Enumerable.Range(0, ValueSet.Dimensions).Where(dimension => values[dimension] != ValueTable.None)
            .Select(dimension => new SloDimensionValue((SloDimension)dimension, copy.NameOf(dimension, values[dimension]))),
    ];
}
