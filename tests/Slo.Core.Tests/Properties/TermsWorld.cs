using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>An objective whose terms change, and what is known of each second.</summary>
internal sealed class TermsWorld : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(40);
    private static readonly int[] Windows = [60, 300, 1200, 2400];

    private const int SecondsOfADay = 86_400;

    // The day ends in the middle of a script.
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 23, 35, 0, TimeSpan.Zero));
    private readonly DateTimeOffset _start;
    private readonly bool _isSliced;
    private readonly bool _isCalendar;
    private readonly UnobservedTime _reading;
    private readonly List<(long Good, long Bad)> _seconds = [];
    private readonly List<(int Since, SloObjective Objective)> _declared = [];
    private readonly List<SloTargetOverride> _overrides = [];
    private readonly List<SloExclusion> _exclusions = [];
    private readonly List<byte[]> _saved = [];
    private IReadOnlyList<SloObjectiveState> _marks = [];
    private SloRegistry _registry;

    // Of each second, as of the check.
    private bool[] _isExcluded = [];
    private decimal[] _targets = [];

    internal TermsWorld(bool isSliced, bool isCalendar, UnobservedTime reading)
    {
        (_isSliced, _isCalendar, _reading) = (isSliced, isCalendar, reading);
        _start = _time.GetUtcNow();
        _registry = new SloRegistry(_time);
        Declare(Objective(90, null));
        _registry.Add(_declared[0].Objective);
    }

    internal int Checks { get; private set; }

    private DateTimeOffset Now => _start.AddSeconds(_seconds.Count);

    public void Dispose() => _registry.Dispose();

    internal void Second(long good, long bad)
    {
        _registry.Get("a").Record(good, bad);
        _seconds.Add((good, bad));
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
    }

    internal void Change(Random random)
    {
        switch (random.Next(9))
        {
            case 7 or 8:
                Save();
                break;
            case 0:
                Declare(Objective(random.Next(50, 99), random.Next(2) == 0 ? null : ScheduleAround(random)));
                _registry.Replace([_declared[^1].Objective]);
                break;
            case 1:
                Restart();
                break;
            case 2 or 3:
                // The ring keeps every second for ten minutes, then every tenth: an edge is exact if it is known in time.
                var from = random.Next(-1500, 200);
                var to = from + random.Next(10, 400);
                _exclusions.Add(_registry.Exclude(new()
                {
                    When = SloSchedule.Once(Second(from), Second(to)),
                    Objective = random.Next(2) == 0 ? "A" : null,
                }));
                break;
            case 4 when _exclusions.Count > 0:
                SloExclusion removed = _exclusions[random.Next(_exclusions.Count)];
                Assert.True(_registry.RemoveExclusion(removed.Id!));
                _exclusions.Remove(removed);
                break;
            case 5 when _overrides.TrueForAll(one => one.To <= Now):
                DateTimeOffset begin = Now.AddSeconds(random.Next(100));
                _overrides.Add(_registry.OverrideTarget(new()
                {
                    Objective = "a",
                    TargetRatio = random.Next(50, 99) / 100m,
                    From = begin,
                    To = begin.AddSeconds(random.Next(1, 300)),
                }));
                break;
            case 6 when _overrides.Find(one => one.To > Now) is { } ended:
                Assert.True(_registry.EndTargetOverride(ended.Id!));
                _overrides.Remove(ended);
                if (ended.From < Now)
                {
                    _overrides.Add(ended with { To = Now });
                }

                break;
        }
    }

    internal void Check()
    {
        Checks++;
        var now = _seconds.Count;
        (int from, int to) = PeriodAround(now);
        var oldest = Math.Min(from, now - Windows.Max());
        _isExcluded = [.. Enumerable.Range(0, now).Select(second => second >= oldest - 60 && IsExcludedNow(second))];
        _targets = [.. Enumerable.Range(0, now).Select(second => second >= oldest ? TargetAtNow(second) : 0)];
        SloStatus status = _registry.Get("a").Status;
        (SloEventCounts events, long bad, decimal units, decimal allowed) = Read(from);
        Assert.Equal(events, status.Events);
        Assert.Equal(TargetAtNow(now), status.TargetRatio);
        if (events.Total > 0 && units > 0)
        {
            Assert.Equal((double)(1 - (bad / (allowed * Expected(from, to, units)))), status.ErrorBudgetRemainingRatio!.Value, 1e-9);
            Assert.Equal((double)((units - bad) / units), status.ComplianceRatio!.Value, 1e-9);
            Assert.Equal(bad <= allowed, status.IsMet);
        }

        foreach (WindowStatus window in status.Windows)
        {
            var begin = now - (int)window.Window.TotalSeconds;
            (events, bad, units, allowed) = Read(begin);
            allowed *= Expected(begin, now, units);
            Assert.Equal(events, window.Events);
            Assert.Equal(events, _registry.Get("a").GetEvents(window.Window));
            if (events.Total == 0 || units == 0)
            {
                Assert.Null(window.BurnRate);
            }
            else
            {
                Assert.Equal((double)(bad / allowed), window.BurnRate!.Value, 1e-9);
                Assert.Equal((double)(bad / allowed), _registry.Get("a").GetBurnRate(window.Window)!.Value, 1e-9);
            }
        }

        (int observed, int whole) = Seconds(from, now);
        Assert.Equal(whole == 0 ? 1 : (double)observed / whole, status.CoverageRatio, 1e-9);
        CheckCharts(Math.Max(from, oldest), status);
    }

    // Minutes are kept exactly: so is every point of a chart.
    private void CheckCharts(int from, SloStatus status)
    {
        SloTracker tracker = _registry.Get("a");
        DateTimeOffset begin = _start.AddSeconds(Math.Max(0, from));
        (_, var badOfPeriod, _, _) = Read(from);
        IReadOnlyList<SloBudgetPoint> budget = tracker.GetBudgetSeries(begin, Now, TimeSpan.FromMinutes(1));
        Assert.Equal(status.ErrorBudgetRemainingRatio, budget.Count == 0 ? null : budget[^1].ErrorBudgetRemainingRatio);
        foreach (SloBudgetPoint point in budget.Where(point => status.ErrorBudgetRemainingRatio is < 1 && Of(point.Time) >= from))
        {
            var spent = (1 - status.ErrorBudgetRemainingRatio!.Value) * Read(from, Of(point.Time)).Bad / badOfPeriod;
            Assert.True(point.ErrorBudgetRemainingRatio is null
                ? Seconds(from, Of(point.Time)).Observed == 0
                : Math.Abs(1 - spent - point.ErrorBudgetRemainingRatio.Value) < 1e-9);
            Assert.Equal(TargetAtNow(Of(point.Time)), point.TargetRatio);
        }

        TimeSpan[] windows = [.. Windows.Select(window => TimeSpan.FromSeconds(window))];
        foreach (SloBurnRatePoint point in tracker.GetBurnRateSeries(windows, begin, Now, TimeSpan.FromMinutes(1)))
        {
            var to = Of(point.Time);
            foreach ((var window, var burnRate) in Windows.Zip(point.BurnRates).Where(pair => to - pair.First >= _seconds.Count - Windows.Max()))
            {
                (SloEventCounts events, var bad, var units, var allowed) = Read(to - window, to);
                if (events.Total == 0 || units == 0)
                {
                    Assert.Null(burnRate);
                }
                else
                {
                    Assert.Equal((double)(bad / (allowed * Expected(to - window, to, units))), burnRate!.Value, 1e-9);
                }
            }
        }
    }

    private int Of(DateTimeOffset time) => (int)(time - _start).TotalSeconds;

    private (int From, int To) PeriodAround(int now)
    {
        if (!_isCalendar)
        {
            return (now - (int)Period.TotalSeconds, now);
        }

        var from = now - (int)Now.TimeOfDay.TotalSeconds;
        return (from, from + SecondsOfADay);
    }

    // What of a stretch is not excluded: observed, and at all.
    private (int Observed, int Whole) Seconds(int from, int to)
    {
        var observed = Enumerable.Range(Math.Max(0, from), Math.Max(0, Math.Min(_seconds.Count, to) - Math.Max(0, from)))
            .Count(second => !IsExcluded(second));
        return (observed, observed + Others(from, to).Count(second => !IsExcludedNow(second)));
    }

    // By how much more is expected in a stretch than was counted.
    private decimal Expected(int from, int to, decimal units)
    {
        if (_reading == UnobservedTime.Exclude)
        {
            return 1;
        }

        if (!_isSliced)
        {
            (int observed, int whole) = Seconds(from, to);
            return (decimal)Math.Max(1, whole) / Math.Max(1, observed);
        }

        return (units + Others(from, to).Count(second => IsMinuteEnd(second) && !IsWholeMinuteExcluded(second))) / Math.Max(1, units);
    }

    private IEnumerable<int> Others(int from, int to) =>
        Enumerable.Range(from, to - from).Where(second => second < 0 || second >= _seconds.Count);

    private bool IsMinuteEnd(int second) => _start.AddSeconds(second + 1).Second == 0;

    private bool IsWholeMinuteExcluded(int second) => Enumerable.Range(second - 59, 60).All(IsExcludedNow);

    private DateTimeOffset Second(int fromNow)
    {
        var second = _seconds.Count + fromNow;
        return _start.AddSeconds(fromNow < -500 ? second / 10 * 10 : second);
    }

    private void Declare(SloObjective objective) => _declared.Add((_seconds.Count, objective));

    // As a store does: everything first, and then what is new.
    private void Save()
    {
        IReadOnlyList<SloObjectiveState> states = _registry.Capture(_marks);
        _saved.AddRange(states.Select(state => state.ToBytes()));
        _marks = [.. states.Select(state => state.ToMark())];
    }

    // Through bytes, as a store keeps it. What is declared may have changed meanwhile.
    private void Restart()
    {
        Save();
        _registry.Dispose();
        _registry = new SloRegistry(_time);
        Assert.Empty(_registry.Restore(_saved.Select(bytes => SloObjectiveState.FromBytes(bytes))));
        _marks = [];
        _saved.Clear();
        _registry.Add(_declared[^1].Objective);
        Assert.Equal(_exclusions.Select(one => one.Id).Order(), _registry.Exclusions.Select(one => one.Id).Order().Intersect(_exclusions.Select(one => one.Id)));
    }

    private SloObjective Objective(int percent, string? schedule)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(percent).UnobservedTime(_reading);
        _ = _isCalendar ? builder.Calendar(CalendarUnit.Day) : builder.Rolling(Period);
        foreach (var window in Windows)
        {
            builder.BurnRateRule(AlertSeverity.Ticket, 1, TimeSpan.FromSeconds(window), TimeSpan.FromMinutes(1));
        }

        if (schedule is not null)
        {
            builder.ScheduledTarget(schedule, percent / 2m);
        }

        return (_isSliced ? builder.Timeslices(TimeSpan.FromMinutes(1), 0.9m) : builder).Build();
    }

    // Hours of the day that begin or end soon, or did a short time ago; or all of them.
    private string ScheduleAround(Random random)
    {
        if (random.Next(5) == 0)
        {
            return "00:00-24:00 UTC";
        }

        DateTimeOffset from = Now.AddMinutes(random.Next(-20, 20));
        return string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}-{from.AddMinutes(random.Next(1, 20)):HH:mm} UTC");
    }

    private (SloEventCounts Events, long Bad, decimal Units, decimal Allowed) Read(int from, int? to = null)
    {
        (long good, long bad, long badUnits, decimal units, decimal allowed) = (0, 0, 0, 0, 0);
        for (var second = Math.Max(0, from); second < (to ?? _seconds.Count); second++)
        {
            if (!IsExcluded(second))
            {
                good += _seconds[second].Good;
                bad += _seconds[second].Bad;
            }

            if (!_isSliced && !IsExcluded(second))
            {
                var total = _seconds[second].Good + _seconds[second].Bad;
                (units, allowed, badUnits) = (units + total, allowed + (total * (1 - TargetAt(second))), badUnits + _seconds[second].Bad);
            }
            else if (_isSliced && SliceThatEndsWith(second) is { } isBad)
            {
                (units, allowed, badUnits) = (units + 1, allowed + 1 - TargetAt(second), badUnits + (isBad ? 1 : 0));
            }
        }

        return (new(good, bad), badUnits, units, allowed);
    }

    // Null: none ends there, or it is excluded as a whole.
    private bool? SliceThatEndsWith(int second)
    {
        if (!IsMinuteEnd(second))
        {
            return null;
        }

        int[] seconds = [.. Enumerable.Range(second - 59, 60).Where(one => one >= 0 && !IsExcluded(one))];
        var good = seconds.Sum(one => _seconds[one].Good);
        var bad = seconds.Sum(one => _seconds[one].Bad);
        var isAll = Enumerable.Range(second - 59, 60).All(one => one < 0 ? IsExcludedNow(one) : IsExcluded(one));
        return isAll ? null : good + bad > 0 && good < 0.9m * (good + bad);
    }

    private bool IsExcluded(int second) => _isExcluded[second];

    private bool IsExcludedNow(int second)
    {
        DateTimeOffset at = _start.AddSeconds(second);
        return _exclusions.Exists(one => one.When.From <= at && at < one.When.To);
    }

    private decimal TargetAt(int second) => _targets[second];

    private decimal TargetAtNow(int second)
    {
        DateTimeOffset at = _start.AddSeconds(second);
        SloObjective objective = _declared.FindLast(one => one.Since <= second).Objective;
        return _overrides.Find(one => one.From <= at && at < one.To)?.TargetRatio
            ?? objective.ScheduledTargets.FirstOrDefault(target => target.When.Contains(at))?.TargetRatio
            ?? objective.TargetRatio;
    }
}
