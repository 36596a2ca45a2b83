namespace Slo.Grouping;

/// <summary>One cohort, as the evaluation last saw it.</summary>
internal sealed class Cohort(string name, EventGroup group, long since)
{
    private SloEventCounts _last;

    internal string Name => name;

    internal EventGroup Group => group;

    /// <summary>The position at which it was first seen.</summary>
    internal long Since => since;

    /// <summary>What it counted between the last two evaluations.</summary>
    internal SloEventCounts New { get; private set; }

    internal void Advance()
    {
        SloEventCounts total = group.Total;
        New = total - _last;
        _last = total;
    }
}
