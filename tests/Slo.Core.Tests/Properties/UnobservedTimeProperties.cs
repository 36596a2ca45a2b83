using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Slo.Tests.Alerting;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>
/// Budgets and burn rates by both readings of unobserved time, against plain lists of events and of gaps, in exact decimals.
/// </summary>
[SeededProperties]
public sealed class UnobservedTimeProperties
{
    private const decimal Target = 0.99m;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Property(MaxTest = 300, EndSize = 150, Arbitrary = [typeof(Beats), typeof(Cases)])]
    public void AnyScript_BudgetAndBurnRate_FollowFromEventsAndObservedTime(Beat[] script, (string Period, UnobservedTime Reading) item)
    {
        using Run run = new(item.Period, item.Reading);
        foreach (Beat beat in script)
        {
            run.Play(beat);
            SloStatus status = run.Tracker.Status;
            SloEventCounts events = status.Events;
            var whole = status.PeriodEnd - status.PeriodStart;
            AssertClose(Remaining(events, run.Share(status.PeriodStart, whole, item.Reading)), status.ErrorBudgetRemainingRatio);
            Assert.Equal(events.Total == 0 ? null : events.Good >= Target * events.Total, status.IsMet);
            SloEventCounts hour = run.Tracker.GetEvents(Hour);
            var burnRate = 1 - Remaining(hour, run.Share(run.Now - Hour, Hour, item.Reading));
            AssertClose(burnRate, run.Tracker.GetBurnRate(Hour));
        }
    }

    // Whatever the phase of the ticks: events that were recorded before the boundary are never in the period after it, and no event is lost.
    [Property(MaxTest = 300, EndSize = 150, Arbitrary = [typeof(Beats), typeof(Zones)])]
    public void AnyScript_CalendarPeriod_HoldsExactlyTheEventsRecordedInIt(Beat[] script, string zone)
    {
        using Run run = new(zone, UnobservedTime.AssumeGood);
        foreach (Beat beat in script)
        {
            run.Play(beat);
            Assert.Equal(run.Recorded(run.Tracker.Status.PeriodStart), run.Tracker.Status.Events);
        }
    }

    [Property(MaxTest = 200, EndSize = 150, Arbitrary = [typeof(Beats), typeof(Cases)])]
    public void AnyScript_Groups_AddUpToTheTotal(Beat[] script, (string Period, UnobservedTime Reading) item)
    {
        using Run run = new(item.Period, item.Reading);
        foreach (Beat beat in script)
        {
            run.Play(beat);
            IReadOnlyList<SloGroupStatus> groups = run.Tracker.GetGroups();

            Assert.DoesNotContain(groups, group => group.Name == SloGroupStatus.None);
            Assert.Equal(run.Tracker.Status.Events, groups.Aggregate(default(SloEventCounts), (sum, group) => sum + group.Events));
        }
    }

    // Each event is in one step, whatever the steps, the tiers and the phase of the ticks; a step of which nothing was observed has none.
    [Property(MaxTest = 150, EndSize = 120, Arbitrary = [typeof(Beats), typeof(Zones)])]
    public void AnyScript_Series_HoldsEachEventOnce(Beat[] script, string zone)
    {
        using Run run = new("30d", UnobservedTime.AssumeGood);
        DateTimeOffset start = run.Now;
        foreach (Beat beat in script.TakeWhile(_ => run.Now - start < TimeSpan.FromDays(29)))
        {
            run.Play(beat);
        }

        foreach (IReadOnlyList<SloSeriesPoint> series in (IReadOnlyList<SloSeriesPoint>[])
            [run.Tracker.GetSeries(start, run.Now, Hour), run.Tracker.GetSeries(start, run.Now, CalendarUnit.Day, zone)])
        {
            Assert.Equal(run.Tracker.Total, series.Aggregate(default(SloEventCounts), (sum, point) => sum + (point.Events ?? default)));
            Assert.All(series, point => Assert.True(point.Events is null or { Good: >= 0, Bad: >= 0 }));
            Assert.Equal(series.Select(point => point.Time).Order(), series.Select(point => point.Time));
            Assert.All(series.Zip(series.Skip(1)), pair => Assert.Equal(
                run.IsSeen(pair.First.Time, pair.Second.Time) || pair.Second.Events?.Total > 0, pair.Second.Events is not null));
        }
    }

    // The rule waits in observed time only; its incident begins where the rule began to hold, less the long window, and never before the end
    // of the incident before it.
    [Property(MaxTest = 300, EndSize = 150, Arbitrary = [typeof(Beats), typeof(Waits)])]
    public void AnyScript_RuleWithAHold_LivesByTheNaiveMachineAndChargesItsIncident(Beat[] script, AlertRuleSettings waits, UnobservedTime reading)
    {
        TimeSpan slice = TimeSpan.FromMinutes(1);
        using Run run = new("7d", reading, objective => objective.BurnRateRule(AlertSeverity.Page, 2, Hour, settings: waits));
        NaiveRule naive = new(waits);
        DateTimeOffset? heldSince = null;
        DateTimeOffset lastEnd = DateTimeOffset.MinValue;
        run.Evaluated = () =>
        {
            SloStatus status = run.Tracker.Status;
            var before = naive.State;
            var holds = run.Tracker.GetBurnRate(Hour) >= 2 && run.Tracker.GetBurnRate(Hour / 12) >= 2;
            AlertState state = naive.Observe(run.Observed, holds, run.Now - DateTimeOffset.UnixEpoch);
            heldSince = holds ? heldSince ?? run.Now : null;
            Assert.Equal(state, status.Alert.Rules[0].State);
            if (before != AlertState.Firing && state == AlertState.Firing)
            {
                DateTimeOffset start = (heldSince ?? run.Now) - Hour;
                start = start > lastEnd ? start : lastEnd;
                Playback.AssertBetween(run.Recorded(start + slice), run.KnownLaterThan(start - slice), status.Alert.IncidentEvents!.Value, "incident");
            }

            lastEnd = before == AlertState.Firing && state != AlertState.Firing ? run.Now : lastEnd;
        };
        foreach (Beat beat in script)
        {
            run.Play(beat);
        }
    }

    private static decimal? Remaining(SloEventCounts events, decimal share) =>
        events.Total == 0 ? null : 1 - (events.Bad * share / (events.Total * (1 - Target)));

    private static void AssertClose(decimal? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } value)
        {
            Assert.Equal((double)value, actual!.Value, 1e-9 * Math.Max(1, Math.Abs((double)value)));
        }
    }

    /// <summary>A script on a tracker, and plain lists of what happened.</summary>
    private sealed class Run : IDisposable
    {
        private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 28, 12, 0, 0, 400, TimeSpan.Zero));
        private readonly SloRegistry _registry;
        private readonly List<(DateTimeOffset At, SloEventCounts Events)> _recorded = [];
        private readonly List<(DateTimeOffset From, DateTimeOffset To)> _observed = [];

        internal Run(string period, UnobservedTime reading, Action<SloObjectiveBuilder>? configure = null)
        {
            _registry = new SloRegistry(_time);
            SloObjectiveBuilder objective = Objectives.Named().TargetRatio(Target).UnobservedTime(reading).GroupBy("tenant").NoRules();
            configure?.Invoke(objective);
            objective = SloDuration.TryParse(period, out TimeSpan length) ? objective.Rolling(length) : objective.Calendar(CalendarUnit.Day, period);
            Tracker = _registry.Add(objective.Build());
        }

        internal SloTracker Tracker { get; }

        /// <summary>Called after each evaluation.</summary>
        internal Action? Evaluated { get; set; }

        internal DateTimeOffset Now => _time.GetUtcNow();

        /// <summary>How much time was observed so far.</summary>
        internal TimeSpan Observed => TimeSpan.FromTicks(_observed.Sum(stretch => (stretch.To - stretch.From).Ticks));

        public void Dispose() => _registry.Dispose();

        internal void Play(Beat beat)
        {
            _recorded.Add((Now, new(beat.Good, beat.Bad)));
            Tracker.Record(beat.Good, beat.Bad, $"{beat.Group}");
            if (beat.IsGap)
            {
                Evaluate();
                _time.StepWall(beat.Time);
            }
            else
            {
                _observed.Add((Now, Now + beat.Time));
                _time.Advance(beat.Time);
            }

            Evaluate();
        }

        internal SloEventCounts Recorded(DateTimeOffset from) => Sum(_recorded.Where(events => events.At >= from));

        /// <summary>Events that no evaluation knew before a time; those recorded earlier may be among them.</summary>
        internal SloEventCounts KnownLaterThan(DateTimeOffset from) => Sum(_recorded.Where((_, index) =>
            index + 1 == _recorded.Count || _recorded[index + 1].At >= from));

        private static SloEventCounts Sum(IEnumerable<(DateTimeOffset At, SloEventCounts Events)> recorded) =>
            recorded.Aggregate(default(SloEventCounts), (sum, events) => sum + events.Events);

        private void Evaluate()
        {
            Assert.Null(_registry.Evaluate().Error);
            Evaluated?.Invoke();
        }

        /// <summary>Whether some of a stretch was observed.</summary>
        internal bool IsSeen(DateTimeOffset from, DateTimeOffset to) => _observed.Exists(stretch => stretch.From < to && stretch.To > from);

        /// <summary>The share of a stretch that was observed so far; by the other reading it plays no part.</summary>
        internal decimal Share(DateTimeOffset from, TimeSpan length, UnobservedTime reading)
        {
            var observed = _observed.Sum(stretch => Math.Max(0, stretch.To.Ticks - Math.Max(stretch.From.Ticks, from.Ticks)));
            return reading == UnobservedTime.Exclude ? 1 : (decimal)Math.Max(TimeSpan.TicksPerSecond, observed) / length.Ticks;
        }
    }

    private static class Cases
    {
        public static Arbitrary<(string Period, UnobservedTime Reading)> All() => Arb.From(
            from period in Gen.Elements("1d", "7d", "30d", "Europe/Berlin", "Asia/Kolkata")
            from reading in Gen.Elements(UnobservedTime.AssumeGood, UnobservedTime.Exclude)
            select (period, reading));
    }

    private static class Zones
    {
        public static Arbitrary<string> All() => Gen.Elements("UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe").ToArbitrary();
    }
}
