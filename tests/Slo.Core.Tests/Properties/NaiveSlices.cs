namespace Slo.Tests.Properties;

/// <summary>The oracle of sliced budgets: a plain list of slices with the events of each, and OpenSLO's definitions.</summary>
internal sealed class NaiveSlices(long width, long origin)
{
    private readonly SortedDictionary<long, SloEventCounts> _events = [];
    private readonly List<(long From, long To)> _gaps = [];

    /// <summary>Counts events in the slice in which this position lies.</summary>
    internal void Record(long position, Step step)
    {
        SloEventCounts events = _events.GetValueOrDefault(position / width);
        _events[position / width] = new SloEventCounts(events.Good + step.Good, events.Bad + step.Bad);
    }

    internal void Gap(long from, long to) => _gaps.Add((from, to));

    internal SloEventCounts Events(long from, long to)
    {
        SloEventCounts sum = default;
        foreach ((long slice, SloEventCounts events) in _events)
        {
            if (slice * width >= from && slice * width < to)
            {
                sum = new SloEventCounts(sum.Good + events.Good, sum.Bad + events.Bad);
            }
        }

        return sum;
    }

    /// <summary>The observed slices that ended after one position and up to another, and what they lack; null without events there.</summary>
    internal (int Slices, double Bad)? Judge(BudgetingMethod method, long from, long to)
    {
        decimal bad = 0;
        var slices = 0;
        for (var slice = Math.Max(from, origin / width * width) / width; (slice + 1) * width <= to; slice++)
        {
            if (_gaps.Exists(gap => gap.From <= Math.Max(slice * width, origin) && gap.To >= (slice + 1) * width))
            {
                continue;
            }

            SloEventCounts events = _events.GetValueOrDefault(slice);
            var ratio = events.Total == 0 ? 1 : (decimal)events.Good / events.Total;
            bad += method.Kind == BudgetingMethodKind.RatioTimeslices ? 1 - ratio : ratio >= method.SliceTargetRatio ? 0 : 1;
            slices++;
        }

        return slices == 0 || Events(from, to).Total == 0 ? null : (slices, (double)bad);
    }
}
