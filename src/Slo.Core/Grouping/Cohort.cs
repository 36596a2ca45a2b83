namespace Slo.Grouping;

/// <summary>One cohort, as of the last evaluation.</summary>
internal sealed class Cohort(string name, EventGroup group, long since)
{
    private SloEventCounts _last;

    internal string Name => name;

    internal EventGroup Group => group;

    /// <summary>The position at which it was first seen.</summary>
    internal long Since => since;

    /// <summary>Its events between the last two evaluations.</summary>
    internal SloEventCounts New { get; private set; }

    internal void Advance()
    {
        SloEventCounts total = group.Total;
        New = total - _last;
        _last = total;
    }
}
