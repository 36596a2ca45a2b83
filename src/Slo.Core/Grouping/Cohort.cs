namespace Slo.Grouping;

/// <summary>One cohort, as of the last evaluation.</summary>
/// <param name="name">Its name.</param>
/// <param name="group">Where its events are counted.</param>
/// <param name="since">The position at which it was first seen.</param>
/// <param name="before">What an earlier cohort of this name has counted there, which ended after an hour without events.</param>
internal sealed class Cohort(string name, EventGroup group, long since, SloEventCounts before)
{
    private long _activeAt = since;

    internal string Name => name;

    internal EventGroup Group => group;

    internal long Since { get; } = since;

    /// <summary>What was counted as of the last evaluation, with what came before.</summary>
    internal SloEventCounts Last { get; private set; } = before;

    /// <summary>Its events between the last two evaluations.</summary>
    internal SloEventCounts New { get; private set; }

    internal bool IsIdle(long to, TimeSpan kept) => to - _activeAt >= kept.Ticks;

    internal void Advance(long to)
    {
        SloEventCounts total = group.Total;
        New = total - Last;
        _activeAt = New == default ? _activeAt : to;
        Last = total;
    }
}
