namespace Slo.Attribution;

/// <summary>
/// Looks for the values that the bad events now have in common and those before had not. docs/insight.md describes the method.
/// </summary>
/// <remarks>
/// A cause that is a conjunction shows in each of its values alone with at least the same attributable share, so the search begins with
/// single values, and adds others only where they hold for nearly all of it.
/// </remarks>
internal sealed class ContributorSearch
{
    private const int MostValues = 3;
    private const int Reason = (int)SloDimension.Reason;
    private const int Instance = (int)SloDimension.Instance;

    private readonly int[] _known;
    private readonly IReadOnlyDictionary<int, GoodShares> _good;
    private readonly FisherTest _test;
    private readonly FirstFailures _first;
    private WeightedEvents _now;
    private WeightedEvents _before;

    /// <param name="now">The bad events that are explained.</param>
    /// <param name="before">Those that they are compared with.</param>
    /// <param name="known">For each dimension how many values are known.</param>
    /// <param name="good">The good events now, by the dimensions that they are counted by: used where nearly no bad events were
    /// before.</param>
    internal ContributorSearch(WeightedEvents now, WeightedEvents before, int[] known, IReadOnlyDictionary<int, GoodShares> good)
    {
        (_now, _before, _known, _good) = (now, before, known, good);
        _test = new FisherTest(now.All.Count + Math.Max(before.All.Count, good.Count == 0 ? 0 : GoodShares.MostEffective) + 2);
        _first = new FirstFailures(known, good, _test);
    }

    /// <summary>The contributors, disjoint: the events of each are taken away before the next is looked for.</summary>
    internal IEnumerable<(Candidate Found, WeightedEvents Now, WeightedEvents Before)> Find(int top)
    {
        var total = _now.Total;
        for (var i = 0; i < top && _now.All.Count >= SearchLimits.LeastEvents; i++)
        {
            if (Best(total) is not { } best)
            {
                yield break;
            }

            Candidate found = IsFirst ? _first.Narrow(best, _now, MostValues) : Narrow(best);
            yield return (found, _now.With(found.Values), _before.With(found.Values));
            _now = _now.Without(found.Values);
            _before = _before.Without(found.Values);
        }
    }

    // Reasons are symptoms: one that several causes share would hide them. So a place, client or version that explains a good part of it
    // goes first.
    private Candidate? Best(double total)
    {
        Candidate[] accepted = [.. Accepted(total).OrderByDescending(one => one.Attributable).ThenBy(one => one.Values.Pattern)];
        Candidate? reason = Array.Find(accepted, one => one.Values.Uses(Reason));
        Candidate? place = Array.Find(accepted, one => !one.Values.Uses(Reason));
        return place is null ? reason
            : reason is null || place.Attributable >= SearchLimits.LeastPlaceRatio * reason.Attributable ? place
            : reason;
    }

    private IEnumerable<Candidate> Accepted(double total)
    {
        Candidate[] all = [.. Singles()];
        if (IsFirst)
        {
            return _first.Accepted(all, _now, total);
        }

        var threshold = FalseDiscovery.Threshold([.. all.Select(one => one.PValue)], SearchLimits.FalseDiscoveryRate);
        return all.Where(one => one.PValue <= threshold && one.Attributable * _now.Total >= SearchLimits.LeastShare * total
            && one.ShareNow >= SearchLimits.LeastLift * one.ShareBefore);
    }

    // What is normal is not known of bad events.
    private bool IsFirst => _before.Effective < SearchLimits.LeastBefore;

    private IEnumerable<Candidate> Singles()
    {
        for (var dimension = 0; dimension < _known.Length; dimension++)
        {
            if (_known[dimension] < 2 && !FirstFailures.IsFailure(dimension) && !(IsFirst && _good.ContainsKey(dimension)))
            {
                continue;
            }

            var sums = _now.ByValue(dimension);
            for (var number = ValueTable.First; number < sums.Length; number++)
            {
                if (sums[number] > 0)
                {
                    yield return MeasureOne(default(Conjunction).And(dimension, (byte)number), _now, _before);
                }
            }
        }
    }

    private Candidate Measure(Conjunction values, WeightedEvents now, WeightedEvents before)
    {
        var (shareNow, shareBefore) = (now.ShareOf(now.Sum(values)), before.ShareOf(before.Sum(values)));
        var (hitsNow, hitsBefore) = ((int)Math.Round(shareNow * now.Effective), (int)Math.Round(shareBefore * before.Effective));
        return new(values, _test.PValue(hitsNow, now.Effective, hitsBefore, before.Effective), shareNow,
            ((shareBefore * before.Effective) + 0.5) / (before.Effective + 1));
    }

    // A process that is new had no bad events before, and one may always have had more: it must stand out from both.
    private Candidate MeasureOne(Conjunction value, WeightedEvents now, WeightedEvents before)
    {
        Candidate measured = Measure(value, now, before);
        return !IsFirst && value.Uses(Instance) && _good.ContainsKey(Instance) ? measured.AlsoBy(_first.Measure(value, now)) : measured;
    }

    // Adds the value that is least usual, as long as one holds for nearly all that is attributable.
    private Candidate Narrow(Candidate start)
    {
        Candidate found = start;
        while (found.Values.Length < MostValues)
        {
            Candidate[] narrower = [.. Narrower(found)];
            if (narrower.Length == 0)
            {
                break;
            }

            found = narrower.MinBy(one => (one.ShareBefore, one.Values.Pattern))!;
        }

        return found;
    }

    private IEnumerable<Candidate> Narrower(Candidate found)
    {
        WeightedEvents now = _now.With(found.Values);
        WeightedEvents before = _before.With(found.Values);

        // Too few of its events before say nothing about what is usual among them; all events do.
        WeightedEvents usual = before.Effective >= SearchLimits.LeastBefore ? before : _before;
        (Conjunction Values, Conjunction Added)[] all = [.. Added(found, now)];
        return all.Select(one => (Whole: Measure(one.Values, _now, _before), Added: MeasureOne(one.Added, now, usual)))
            .Where(one => one.Whole.Attributable >= SearchLimits.LeastKeptRatio * found.Attributable
                && one.Added.PValue <= SearchLimits.NarrowingLevel / all.Length)
            .Select(one => one.Whole);
    }

    private IEnumerable<(Conjunction Values, Conjunction Added)> Added(Candidate found, WeightedEvents now)
    {
        for (var dimension = 0; dimension < _known.Length; dimension++)
        {
            if ((_known[dimension] < 2 && !FirstFailures.IsFailure(dimension)) || found.Values.Uses(dimension))
            {
                continue;
            }

            var sums = now.ByValue(dimension);
            for (var number = ValueTable.First; number < sums.Length; number++)
            {
                if (sums[number] > now.Total / 2)
                {
                    yield return (found.Values.And(dimension, (byte)number), default(Conjunction).And(dimension, (byte)number));
                }
            }
        }
    }
}
