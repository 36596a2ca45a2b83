using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>An objective whose terms change, and what is known of each second.</summary>
internal sealed class TermsWorld : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(40);
    private static readonly int[] Windows = [60, 300, 1200, 2400];

    private readonly ManualTime _time = new();
    private readonly DateTimeOffset _start;
    private readonly bool _isSliced;
    private readonly List<(long Good, long Bad)> _seconds = [];
    private readonly List<(int Since, SloObjective Objective)> _declared = [];
    private readonly List<SloTargetOverride> _overrides = [];
    private readonly List<SloExclusion> _exclusions = [];
    private SloRegistry _registry;

    // Of each second, as of the check.
    private bool[] _isExcluded = [];
    private decimal[] _targets = [];

    internal TermsWorld(bool isSliced)
    {
        _isSliced = isSliced;
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
        switch (random.Next(7))
        {
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
        var from = _seconds.Count - (int)Period.TotalSeconds;
        _isExcluded = [.. Enumerable.Range(0, _seconds.Count).Select(second => second >= from - 60 && IsExcludedNow(second))];
        _targets = [.. Enumerable.Range(0, _seconds.Count).Select(second => second >= from ? TargetAtNow(second) : 0)];
        SloStatus status = _registry.Get("a").Status;
        (SloEventCounts events, long bad, decimal units, decimal allowed) = Read((int)Period.TotalSeconds);
        Assert.Equal(events, status.Events);
        Assert.Equal(TargetAtNow(_seconds.Count), status.TargetRatio);
        if (events.Total > 0 && units > 0)
        {
            Assert.Equal((double)(1 - (bad / allowed)), status.ErrorBudgetRemainingRatio!.Value, 1e-9);
            Assert.Equal((double)((units - bad) / units), status.ComplianceRatio!.Value, 1e-9);
            Assert.Equal(bad <= allowed, status.IsMet);
        }

        foreach (WindowStatus window in status.Windows)
        {
            (events, bad, units, allowed) = Read((int)window.Window.TotalSeconds);
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

        var included = Enumerable.Range(0, _seconds.Count).Count(second => second >= from && !IsExcluded(second));
        var before = Enumerable.Range(from, Math.Max(0, -from)).Count(second => !IsExcludedNow(second));
        var whole = included + before;
        Assert.Equal(whole == 0 ? 1 : (double)included / whole, status.CoverageRatio, 1e-9);
    }

    private DateTimeOffset Second(int fromNow)
    {
        var second = _seconds.Count + fromNow;
        return _start.AddSeconds(fromNow < -500 ? second / 10 * 10 : second);
    }

    private void Declare(SloObjective objective) => _declared.Add((_seconds.Count, objective));

    // Through bytes, as a store keeps it. What is declared may have changed meanwhile.
    private void Restart()
    {
        SloObjectiveState[] states = [.. _registry.Capture().Select(state => SloObjectiveState.FromBytes(state.ToBytes()))];
        _registry.Dispose();
        _registry = new SloRegistry(_time);
        _registry.Restore(states);
        _registry.Add(_declared[^1].Objective);
        Assert.Equal(_exclusions.Select(one => one.Id).Order(), _registry.Exclusions.Select(one => one.Id).Order().Intersect(_exclusions.Select(one => one.Id)));
    }

    private SloObjective Objective(int percent, string? schedule)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(percent).Rolling(Period).UnobservedTime(UnobservedTime.Exclude);
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

    // Hours of the day that begin or end soon, or did a short time ago.
    private string ScheduleAround(Random random)
    {
        DateTimeOffset from = Now.AddMinutes(random.Next(-20, 20));
        return string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}-{from.AddMinutes(random.Next(1, 20)):HH:mm} UTC");
    }

    private (SloEventCounts Events, long Bad, decimal Units, decimal Allowed) Read(int length)
    {
        (long good, long bad, long badUnits, decimal units, decimal allowed) = (0, 0, 0, 0, 0);
        var now = _seconds.Count;
        for (var second = Math.Max(0, now - length); second < now; second++)
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
        if (_start.AddSeconds(second + 1).Second != 0)
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

    private bool IsExcludedNow(int second) => _exclusions.Exists(one => one.When.Contains(_start.AddSeconds(second)));

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
