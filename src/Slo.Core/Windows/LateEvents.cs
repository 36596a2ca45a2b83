namespace Slo.Windows;

/// <summary>Events that became known after the time in which they happened, or changes of what slices were worth. Immutable.</summary>
internal sealed class LateEvents
{
    private readonly (long From, long To, SloEventCounts Events)[] _steps;

    // The sum of all steps up to and with each.
    private readonly SloEventCounts[] _sums;

    /// <param name="steps">In order of time, none of them overlapping another.</param>
    internal LateEvents((long From, long To, SloEventCounts Events)[] steps)
    {
        _steps = steps;
        _sums = new SloEventCounts[steps.Length];
        SloEventCounts sum = default;
        for (var i = 0; i < steps.Length; i++)
        {
            _sums[i] = sum += steps[i].Events;
        }
    }

    internal IReadOnlyList<(long From, long To, SloEventCounts Events)> Steps => _steps;

    /// <summary>How many of them happened up to a position. Inside a step they are divided evenly.</summary>
    internal SloEventCounts Until(long position)
    {
        (int low, int high) = (0, _steps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _steps[middle].To <= position ? (middle + 1, high) : (low, middle);
        }

        SloEventCounts before = low == 0 ? default : _sums[low - 1];
        if (low == _steps.Length || _steps[low].From >= position)
        {
            return before;
        }

        (long from, long to, SloEventCounts events) = _steps[low];
        return before + Reading.Between(default, events, position - from, to - from);
    }
}
