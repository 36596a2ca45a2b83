namespace Slo.Attribution;

/// <summary>
/// Looks for what bad events have in common where nearly none were before. What is normal is then the share of the good events, where these
/// are counted by a dimension; of other dimensions, only what dominates counts.
/// </summary>
/// <param name="known">For each dimension how many values are known.</param>
/// <param name="good">The good events of the time that is explained, by dimension.</param>
/// <param name="test">For at least as many events as there are, and <see cref="GoodShares.MostEffective"/> more.</param>
internal sealed class FirstFailures(int[] known, IReadOnlyDictionary<int, GoodShares> good, FisherTest test)
{
    /// <summary>Of single values, those that stand out.</summary>
    /// <param name="all">Measured against the few events before.</param>
    /// <param name="now">The bad events that are not explained yet.</param>
    /// <param name="total">All bad events now.</param>
    internal IEnumerable<Candidate> Accepted(IReadOnlyList<Candidate> all, WeightedEvents now, double total)
    {
        Candidate[] measured = [.. all.Where(one => good.ContainsKey(DimensionOf(one))).Select(one => Measure(one.Values, now))];
        var threshold = FalseDiscovery.Threshold([.. measured.Select(one => one.PValue)], SearchLimits.FalseDiscoveryRate);
        return all.Where(one => !good.ContainsKey(DimensionOf(one)) && IsDominant(one)).Concat(
                measured.Where(one => one.PValue <= threshold && one.Attributable * now.Total >= SearchLimits.LeastShare * total
                    && one.ShareNow >= SearchLimits.LeastLift * one.ShareBefore))
            .Where(one => now.Sum(one.Values) >= SearchLimits.LeastShare * total);
    }

    /// <summary>
    /// Adds values that nearly all of its events have: those that good events have less often, and to such a value also the failure that
    /// they share.
    /// </summary>
    internal Candidate Narrow(Candidate start, WeightedEvents now, int most)
    {
        Candidate found = start;
        while (found.Values.Length < most && Narrower(found, now.With(found.Values)) is { } narrower)
        {
            found = narrower;
        }

        return found;
    }

    private Candidate? Narrower(Candidate found, WeightedEvents now)
    {
        Candidate[] common = [.. Common(found.Values, now)];
        Candidate? place = common
            .Where(one => good.ContainsKey(DimensionOf(one)) && one.PValue <= SearchLimits.NarrowingLevel / common.Length
                && one.ShareNow >= SearchLimits.LeastLift * one.ShareBefore)
            .MinBy(one => (one.ShareBefore, one.Values.Pattern));
        if (place is not null)
        {
            return With(found, place, place.PValue);
        }

        return found.Values.Parts().Any(part => good.ContainsKey(part.Dimension))
            && Array.Find(common, one => IsFailure(DimensionOf(one))) is { } failure ? With(found, failure, found.PValue) : null;
    }

    private IEnumerable<Candidate> Common(Conjunction found, WeightedEvents now)
    {
        for (var dimension = 0; dimension < known.Length; dimension++)
        {
            if (found.Uses(dimension) || (!good.ContainsKey(dimension) && !IsFailure(dimension)))
            {
                continue;
            }

            var sums = now.ByValue(dimension);
            var number = Array.FindIndex(sums, ValueTable.First, sum => sum >= SearchLimits.LeastKeptRatio * now.Total);
            if (number > 0)
            {
                Conjunction value = default(Conjunction).And(dimension, (byte)number);
                yield return good.ContainsKey(dimension) ? Measure(value, now) : new(value, 1, now.ShareOf(sums[number]), 0.5);
            }
        }
    }

    // Its share is that of the wider one: nearly all of its events have the value too.
    private static Candidate With(Candidate found, Candidate added, double pValue)
    {
        (var dimension, var number) = added.Values.Parts().First();
        return new(
            found.Values.And(dimension, number), pValue, found.ShareNow * added.ShareNow, Math.Min(found.ShareBefore, added.ShareBefore));
    }

    /// <summary>Measures a single value against the good events now, which must be known of its dimension.</summary>
    internal Candidate Measure(Conjunction value, WeightedEvents now)
    {
        (var dimension, var number) = value.Parts().First();
        GoodShares shares = good[dimension];
        WeightedEvents same = shares.Since is { } since ? now.Since(since) : now;
        var share = same.ShareOf(same.Sum(value));
        var usual = shares.ShareOf(number) * shares.Effective;
        return new(
            value, test.PValue((int)Math.Round(share * same.Effective), same.Effective, (int)Math.Round(usual), shares.Effective), share,
            (usual + 0.5) / (shares.Effective + 1));
    }

    private bool IsDominant(Candidate one) => one.ShareNow >= SearchLimits.DominantShare
        && (IsFailure(DimensionOf(one)) || known[DimensionOf(one)] >= SearchLimits.LeastKnown);

    /// <summary>Reasons and dependencies say what failed. Of others, the only value may be the only one that there is.</summary>
    internal static bool IsFailure(int dimension) => dimension is (int)SloDimension.Reason or (int)SloDimension.Dependency;

    private static int DimensionOf(Candidate one) => one.Values.Parts().First().Dimension;
}
