using Microsoft.Extensions.Configuration;

namespace Slo.Shared.Settings;

/// <summary>
/// Conditions on tags in the order in which configuration lists them. The order has no meaning: of one list, all must hold, or any.
/// </summary>
internal static class TagOrder
{
    internal static SloObjective Sort(SloObjective objective)
    {
        if (objective.Indicator is not InstrumentIndicator source)
        {
            return objective;
        }

        return SloObjectiveBuilder.From(objective).Instrument(source.MeterName, source.InstrumentName, measurements =>
        {
            Add(source.Where, measurements.Where);
            Add(source.BadWhen, measurements.BadWhen);
            Add(source.IgnoreWhen, measurements.IgnoreWhen);
            Add(source.CancelledWhen, measurements.CancelledWhen);
            if (source.Timeout is { } timeout)
            {
                measurements.Timeout(timeout);
            }

            if (source.BadInstrumentName is { } bad)
            {
                measurements.BadFrom(bad, source.IsBadIncluded);
            }

            if (source.AtMost is { } most)
            {
                measurements.AtMost(most);
            }

            if (source.AtLeast is { } least)
            {
                measurements.AtLeast(least);
            }
        }).Build();
    }

    private static void Add(IEnumerable<TagFilter> filters, Func<string, string, object> add)
    {
        IEnumerable<TagFilter> sorted = filters
            .OrderBy(filter => filter.Key, ConfigurationKeyComparer.Instance)
            .ThenBy(filter => filter.Pattern, StringComparer.Ordinal);
        foreach (TagFilter filter in sorted)
        {
            add(filter.Key, filter.Pattern);
        }
    }
}
