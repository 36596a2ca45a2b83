using Slo.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Alerting;

public sealed class IncidentLogTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Incident_OfTwoSeverities_HasThemOverTimeAndWhatItsAlertSays()
    {
        using World world = new(TwoSeverities);
        List<SloStatus> seen = [];
        foreach (var (good, bad) in ((long, long)[])[(90, 10), (0, 10), (900, 50), (1000, 0)])
        {
            world.Tracker.Record(good, bad);
            seen.Add(world.After(6 * Minute));
        }

        SloIncident incident = Assert.Single(world.Registry.Incidents);
        SloAlert last = seen[^1].Alert;
        Assert.Equal(
            [(seen[0].AsOf, AlertSeverity.Ticket), (seen[1].AsOf, AlertSeverity.Page), (seen[2].AsOf, AlertSeverity.Ticket)],
            incident.Severities.Select(one => (one.At, one.Severity)));
        Assert.Equal(
            ("x", AlertSeverity.Page, seen[0].AsOf, seen[3].AsOf, SloAlertResolution.Recovered, "ticket at 1x over 1h/5m"),
            (incident.Name, incident.Severity, incident.StartedAt, incident.EndedAt, incident.Resolution, incident.Cause));
        Assert.Equal((last.Fingerprint, seen[3].AsOf, last.IncidentEvents, last.BudgetSpentRatio), (incident.Fingerprint, incident.AsOf, incident.Events, incident.BudgetSpentRatio));

        // All ten of the second step were bad, of 1 % that may be.
        Assert.Equal(100, incident.PeakBurnRate!.Value, 6);
    }

    [Fact]
    public void Incident_ThatLasts_IsAsOfTheLastEvaluation()
    {
        using World world = new(TwoSeverities);
        world.Tracker.Record(90, 10);
        world.After(Minute);
        SloIncident first = Assert.Single(world.Registry.Incidents);
        world.Tracker.Record(0, 90);
        SloStatus status = world.After(Minute);
        SloIncident second = Assert.Single(world.Registry.Incidents);

        Assert.Equal((first.Id, 10, 100), (second.Id, first.Events.Bad, second.Events.Bad));
        Assert.Equal((null, null, status.AsOf, status.Alert.BudgetSpentRatio), (second.EndedAt, second.Resolution, second.AsOf, second.BudgetSpentRatio));
        Assert.True(second.PeakBurnRate > first.PeakBurnRate);
    }

    [Fact]
    public void Incident_OfAnObjectiveThatIsRemoved_Ends()
    {
        using World world = new(TwoSeverities);
        world.Tracker.Record(90, 10);
        world.After(Minute);
        world.Registry.Remove("x");

        SloIncident incident = Assert.Single(world.Registry.Incidents);
        Assert.Equal((world.Time.GetUtcNow(), SloAlertResolution.Removed), (incident.EndedAt, incident.Resolution));
    }

    [Fact]
    public void Incidents_OfGroups_AreTheirOwn()
    {
        using World world = new(builder => builder.TargetPercent(99).GroupBy("tenant").AlertPerGroup().BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "a" });
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Group = "b" });
        world.After(Minute);
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "a" });
        world.After(Minute);

        Assert.Equal([null, "a"], world.Registry.Incidents.Select(incident => incident.Group).Order());
        Assert.All(world.Registry.Incidents, incident => Assert.Equal(2, incident.Events.Bad));
        Assert.Equal(2, world.Registry.Incidents.Select(incident => incident.Fingerprint).Distinct().Count());
    }

    [Fact]
    public void Log_OfManyIncidents_KeepsTheLastThatEndedAndAllThatLast()
    {
        IncidentLog log = new();
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        log.Add(Transition(start, start, null, AlertSeverity.Ticket, "lasting"));
        for (var i = 0; i < IncidentLog.Kept + 200; i++)
        {
            DateTimeOffset at = start.AddMinutes(i);
            log.Add(Transition(at, at, null, AlertSeverity.Page));
            log.Add(Transition(at, at.AddSeconds(1), AlertSeverity.Page, null));
        }

        IReadOnlyList<SloIncident> all = log.All;
        Assert.Equal(IncidentLog.Kept + 1, all.Count);
        Assert.Equal("lasting", all[0].Fingerprint);
        Assert.Equal(Enumerable.Range(200, IncidentLog.Kept).Select(i => start.AddMinutes(i)), all.Skip(1).Select(incident => incident.StartedAt));
    }

    [Fact]
    public void Incident_ThatChangesItsSeverityForWeeks_KeepsTheFirstAndTheLast()
    {
        IncidentLog log = new();
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 1001; i++)
        {
            log.Add(Transition(start, start.AddMinutes(i), i == 0 ? null : Severity(i - 1), Severity(i)));
        }

        SloIncident incident = Assert.Single(log.All);
        Assert.Equal(SloIncident.MostSeverities, incident.Severities.Count);
        Assert.Equal((start, start.AddMinutes(1000)), (incident.Severities[0].At, incident.Severities[^1].At));

        static AlertSeverity Severity(int i) => i % 2 == 0 ? AlertSeverity.Ticket : AlertSeverity.Page;
    }

    // A process that is killed has not said how its incident went on.
    [Fact]
    public void Incident_ThatTheNextProcessContinues_IsTheSame()
    {
        ManualTime time = new();
        SloObjective objective = Definition.Build(TwoSeverities);
        using SloRegistry before = new(time);
        before.Add(objective).Record(90, 10);
        Tick(before, time);
        before.Get("x").Record(0, 90);
        Tick(before, time);
        SloIncident earlier = Assert.Single(before.Incidents);
        IReadOnlyList<SloObjectiveState> states = before.Capture();

        time.Advance(Minute);
        using SloRegistry next = new(time);
        next.Add(objective);
        next.Restore(states);
        next.RestoreLedger([], [earlier]);
        SloIncident continued = Assert.Single(next.Incidents);
        Assert.Equal((earlier.Id, earlier.StartedAt, null), (continued.Id, continued.StartedAt, continued.EndedAt));
        Assert.Equal(earlier.Severities, continued.Severities);
        Assert.Equal(earlier.PeakBurnRate, continued.PeakBurnRate);
        next.Get("x").Record(100_000, 0);
        Tick(next, time);

        SloIncident ended = Assert.Single(next.Incidents);
        Assert.Equal((earlier.Id, earlier.PeakBurnRate, time.GetUtcNow()), (ended.Id, ended.PeakBurnRate, ended.EndedAt));
        Assert.Equal(100, ended.Events.Bad);
    }

    [Fact]
    public void Incident_ThatNoAlertContinues_EndedWhenItWasLastSeenUntilItsObjectiveReturns()
    {
        ManualTime time = new();
        SloObjective objective = Definition.Build(TwoSeverities);
        using SloRegistry before = new(time);
        before.Add(objective).Record(90, 10);
        Tick(before, time);
        SloIncident earlier = Assert.Single(before.Incidents);
        IReadOnlyList<SloObjectiveState> states = before.Capture();

        time.Advance(Minute);
        using SloRegistry next = new(time);
        next.Restore(states);
        next.RestoreLedger([], [earlier]);
        SloIncident ended = Assert.Single(next.Incidents);
        Assert.Equal((earlier.AsOf, SloAlertResolution.Stopped), (ended.EndedAt, ended.Resolution));

        next.Add(objective);
        SloIncident open = Assert.Single(next.Incidents);
        Assert.Equal((earlier.Id, null, null), (open.Id, open.EndedAt, open.Resolution));
        Assert.Equal(earlier.Severities, open.Severities);
    }

    // A reader of the incident learns which rule paged, and not only the one that raised the ticket.
    [Fact]
    public void Severities_HaveTheRuleThatChangedThem()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(Definition.Build(TwoSeverities));
        foreach (var (good, bad) in ((long, long)[])[(90, 10), (0, 10), (900, 50)])
        {
            tracker.Record(good, bad);
            Tick(registry, time);
        }

        SloIncident incident = Assert.Single(registry.Incidents);
        Assert.Equal("ticket at 1x over 1h/5m", incident.Cause);
        Assert.Equal(
            [(AlertSeverity.Ticket, null), (AlertSeverity.Page, "page at 14.4x over 1h/5m"), (AlertSeverity.Ticket, "ticket at 1x over 1h/5m")],
            incident.Severities.Select(one => (one.Severity, one.Cause)));
    }

    internal static SloObjectiveBuilder TwoSeverities(SloObjectiveBuilder builder) => builder.TargetPercent(99)
        .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).BurnRateRule(AlertSeverity.Ticket, 1, TimeSpan.FromHours(1));

    private static void Tick(SloRegistry registry, ManualTime time)
    {
        time.Advance(6 * Minute);
        registry.Evaluate();
    }

    private static SloAlertTransition Transition(
        DateTimeOffset startedAt, DateTimeOffset at, AlertSeverity? before, AlertSeverity? after, string fingerprint = "f") => new()
        {
            Kind = before is null ? SloAlertTransitionKind.Fired : SloAlertTransitionKind.Escalated,
            At = at,
            Name = "x",
            Fingerprint = fingerprint,
            StartedAt = startedAt,
            Before = before,
            After = after,
        };
}
