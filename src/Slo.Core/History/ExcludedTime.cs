using Slo.Windows;

namespace Slo.History;

/// <summary>Which time is excluded, on the timeline. Immutable.</summary>
/// <param name="stretches">In order, none touching another.</param>
/// <param name="grid">Where slices end; null where the budget counts events.</param>
internal sealed class ExcludedTime((long From, long To)[] stretches, SliceGrid? grid)
{
    /// <summary>Whether no time is excluded, neither so far nor in the time ahead that is known.</summary>
    internal bool IsEmpty => stretches.Length == 0;

    /// <summary>The slices that an excluded stretch touches count with what is left of them; those inside it do not.</summary>
    internal (long From, long To)[] Slices { get; } = grid is null
        ? stretches
        : Touched(stretches, grid);

    /// <summary>The slices of which a part is excluded.</summary>
    internal (long From, long To)[] PartialSlices { get; } = grid is null ? [] : Partial(stretches, grid);

    internal bool Contains(long position) => Find(stretches, position);

    internal bool ContainsSlice(long position) => Find(Slices, position);

    /// <summary>Where the last stretch ends that begins before a position; <see cref="long.MinValue"/> if none does.</summary>
    internal long LastEnd(long before)
    {
        var last = long.MinValue;
        foreach ((long from, long to) in stretches)
        {
            last = from < before ? to : last;
        }

        return last;
    }

    /// <summary>The excluded parts of a range.</summary>
    internal IEnumerable<(long From, long To)> In(long from, long to) => Clip(stretches, from, to);

    /// <summary>How much of a range is excluded.</summary>
    internal long Ticks(long from, long to) => In(from, to).Sum(part => part.To - part.From);

    /// <summary>How many of the slices that end in a range do not count.</summary>
    internal long SlicesIn(long from, long to) =>
        Clip(Slices, from, to).Sum(part => grid!.EndsIn(part.From, part.To))
        - PartialSlices.Count(slice => slice.To > from && slice.To <= to);

    /// <summary>Merges stretches that overlap or touch.</summary>
    internal static (long From, long To)[] Join(IEnumerable<(long From, long To)> stretches)
    {
        List<(long From, long To)> joined = [];
        foreach ((long from, long to) in stretches.Where(stretch => stretch.To > stretch.From).Order())
        {
            if (joined.Count > 0 && joined[^1].To >= from)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, to));
            }
            else
            {
                joined.Add((from, to));
            }
        }

        return [.. joined];
    }

    private static (long From, long To)[] Touched((long From, long To)[] stretches, SliceGrid grid) =>
        Join(stretches.Select(stretch => (grid.StartOf(Math.Max(0, stretch.From)), EndOf(grid, stretch.To))));

    private static (long From, long To)[] Partial((long From, long To)[] stretches, SliceGrid grid) =>
    [
        .. stretches.SelectMany(stretch => new[] { stretch.From, stretch.To - 1 })
            .Select(position => (From: grid.StartOf(Math.Max(0, position)), To: grid.EndOf(Math.Max(0, position))))
            .Distinct()
            .Where(slice => !stretches.Any(stretch => stretch.From <= slice.From && stretch.To >= slice.To))
            .Order(),
    ];

    private static IEnumerable<(long From, long To)> Clip((long From, long To)[] stretches, long from, long to) =>
        stretches.Where(stretch => stretch.To > from && stretch.From < to)
            .Select(stretch => (Math.Max(stretch.From, from), Math.Min(stretch.To, to)));

    private static bool Find((long From, long To)[] stretches, long position) =>
        Array.Exists(stretches, stretch => stretch.From <= position && position < stretch.To);

    private static long EndOf(SliceGrid grid, long to) => grid.StartOf(to) == to ? to : grid.EndOf(to);
}
