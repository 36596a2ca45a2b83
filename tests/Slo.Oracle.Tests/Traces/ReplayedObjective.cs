using Xunit;

namespace Slo.Tests.Traces;

/// <summary>One objective in a replay, with all that is expected of it.</summary>
internal sealed class ReplayedObjective
{
    // What a window beyond three days may start early or late: one slice of the tier that answers it.
    private const long CoarseSlice = 600;

    private readonly SloTracker _tracker;
    private readonly Trace _trace;
    private readonly WindowTable _table;
    private readonly AlertTimeline[] _expected;
    private readonly int[] _columns;
    private readonly long _period;
    private readonly int _periodColumn;
    private readonly bool _isExact;

    internal ReplayedObjective(SloTracker tracker, Trace trace, WindowTable table, AlertTimeline[] expected)
    {
        _tracker = tracker;
        _trace = trace;
        _table = table;
        _expected = expected;
        _columns = [.. tracker.Status.Windows.Select(window => OracleWindow.IndexOf(window.Window))];
        _period = (long)tracker.Objective.Period.Length.TotalSeconds;
        _periodColumn = OracleWindow.IndexOf(tracker.Objective.Period.Length);
        _isExact = _period <= TimeSpan.FromDays(7).TotalSeconds;
        Assert.Equal(expected.Length, tracker.Objective.BurnRateRules.Count);
    }

    /// <summary>The published budget by the hour, where there is one.</summary>
    internal Dictionary<long, BudgetPoint> Budgets { get; init; } = [];

    /// <summary>Whether every window is also read live, beside those that the rules publish.</summary>
    internal bool IsAskedLive { get; init; }

    internal long? FirstExhausted { get; private set; }

    internal void Compare(int minute, long at, Tally tally)
    {
        SloStatus status = _tracker.Status;
        for (var i = 0; i < _columns.Length; i++)
        {
            CompareWindow(status.Windows[i].Events, _columns[i], minute, at, tally);
        }

        for (var column = 0; IsAskedLive && column <= _periodColumn; column++)
        {
            CompareWindow(_tracker.GetEvents(OracleWindow.All[column]), column, minute, at, tally);
        }

        CompareWindow(status.Events, _periodColumn, minute, at, tally);
        for (var i = 0; i < _expected.Length; i++)
        {
            if (!tally.IsRight(status.Alert.Rules[i].Holds == _expected[i][minute]))
            {
                tally.Fault($"{_tracker.Objective.Name} {at}: rule {status.Alert.Rules[i].Rule} should {(_expected[i][minute] ? "hold" : "not hold")}");
            }
        }

        CompareBudget(status, at, tally);
        if (FirstExhausted is null && status.State == SloState.Exhausted)
        {
            FirstExhausted = at;
        }
    }

    private void CompareWindow(SloEventCounts got, int column, int minute, long at, Tally tally)
    {
        SloEventCounts exact = _table[minute, column];
        var length = (long)OracleWindow.All[column].TotalSeconds;
        var slack = _isExact || OracleWindow.All[column] <= TimeSpan.FromDays(3) ? 0 : CoarseSlice;
        if (!tally.IsRight(got == exact || (slack > 0 && _trace.IsWindow(got, at, length, slack))))
        {
            tally.Fault($"{_tracker.Objective.Name} {at}: {SloDuration.Format(OracleWindow.All[column])} has {got}, exact {exact}");
        }
    }

    private void CompareBudget(SloStatus status, long at, Tally tally)
    {
        if (!Budgets.TryGetValue(at, out BudgetPoint published))
        {
            return;
        }

        Rational budget = (Rational)1 - Rational.Parse(FormattableString.Invariant($"{status.Objective.TargetRatio}"));
        var remaining = ((Rational)1 - ((Rational)status.Events.Bad / (budget * status.Events.Total))).ToDouble();
        var isRight = status.Events == published.Events
            ? IsClose(status.ErrorBudgetRemainingRatio, published.Remaining)
            : !_isExact && _trace.IsWindow(status.Events, at, _period, CoarseSlice);
        if (!tally.IsRight(isRight && IsClose(status.ErrorBudgetRemainingRatio, remaining)))
        {
            tally.Fault($"{status.Objective.Name} {at}: budget {status.ErrorBudgetRemainingRatio} of {status.Events}, published {published}");
        }
    }

    private static bool IsClose(double? got, double exact) =>
        got is { } value && Math.Abs(value - exact) <= 1e-12 * Math.Max(1, Math.Abs(exact));
}
