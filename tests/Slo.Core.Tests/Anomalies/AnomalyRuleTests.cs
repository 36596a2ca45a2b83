using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>Tickets for unusual behaviour.</summary>
public sealed class AnomalyRuleTests
{
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(null)]
    [InlineData(SloAnomalySignal.Traffic)]
    [InlineData(SloAnomalySignal.BadRatio)]
    public void Rule_WhileAnObservationOfItsSignalIsOpen_RaisesATicket(SloAnomalySignal? signal)
    {
        using World world = new(builder => builder.NoRules().Compact().AnomalyRule(signal));
        List<SloAlertTransition> changes = Run(world, 600, good: 600, bad: 0);
        Assert.Empty(changes);

        changes = Run(world, 3, good: 0, bad: 0);
        if (signal == SloAnomalySignal.BadRatio)
        {
            Assert.Empty(changes);
            return;
        }

        SloAlertTransition fired = Assert.Single(changes);
        SloObservation open = Assert.Single(world.Tracker.Observations);
        Assert.Equal((SloAlertTransitionKind.Fired, AlertSeverity.Ticket), (fired.Kind, fired.After));
        Assert.True(fired.At > open.StartedAt);
        Assert.Null(world.Tracker.GetStatus().Alert.EndedAt);

        changes = Run(world, 60, good: 600, bad: 0);
        Assert.Equal(SloAlertTransitionKind.Resolved, Assert.Single(changes).Kind);
    }

    // An unknown word of a definition built by hand is an error as in configuration, and not an exception.
    [Theory]
    [InlineData("traffic jam")]
    [InlineData("1")]
    public void Signal_ThatIsUnknown_IsAnError(string word)
    {
        AlertRuleDefinition valid = AnomalyRule.Define();
        AlertRuleDefinition rule = new(
            valid.Basis, AlertSeverity.Ticket, valid.Values.Select(value => value.Key.Name == "signal" ? new(value.Key, word) : value));

        SloDefinitionException refused = Assert.Throws<SloDefinitionException>(() => new SloObjectiveBuilder("a").TargetPercent(99).Rule(rule).Build());
        Assert.Equal(SloFindingCodes.UnknownWord, Assert.Single(refused.Findings).Code);
    }

    [Fact]
    public void Rule_WhileThePastIsGoneThrough_KeepsItsState()
    {
        using World world = new(builder => builder.NoRules().AnomalyRule());
        Run(world, 700, good: 600, bad: 0);
        Run(world, 2, good: 600, bad: 0);
        Assert.Single(Run(world, 3, good: 0, bad: 0));

        using SloRegistry next = new(world.Time);
        next.Restore(world.Registry.Capture());
        SloTracker tracker = next.Add(world.Tracker.Objective);
        Assert.Equal(AlertSeverity.Ticket, tracker.Status.Severity);
        for (var i = 0; i < 3; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            next.Evaluate();
            Assert.Equal(AlertSeverity.Ticket, tracker.Status.Severity);
        }

        Assert.Null(Assert.Single(tracker.Observations).EndedAt);
        Assert.DoesNotContain(next.Transitions, change => change.Kind != SloAlertTransitionKind.Fired);
    }

    [Fact]
    public void Rule_ThatPages_IsRefused()
    {
        AlertRuleDefinition ticket = AnomalyRule.Define();
        AlertRuleDefinition page = new(ticket.Basis, AlertSeverity.Page, ticket.Values);

        Assert.Equal(SloFindingCodes.OutOfRange, Definition.Error(builder => builder.Rule(page), "severity must be Ticket").Code);
    }

    [Theory]
    [InlineData(null, "ticket while traffic, latency or the share of bad events is unusual")]
    [InlineData(SloAnomalySignal.Latency, "ticket while latency is unusual")]
    [InlineData(SloAnomalySignal.Traffic, "ticket while traffic is unusual")]
    [InlineData(SloAnomalySignal.BadRatio, "ticket while the share of bad events is unusual")]
    public void Text_NamesTheSignal(SloAnomalySignal? signal, string expected)
    {
        SloObjective objective = Definition.Build(
            builder => builder.NoRules().FasterThan(TimeSpan.FromSeconds(1)).AnomalyRule(signal));

        Assert.Equal(expected, Assert.Single(objective.Rules).ToString());
    }

    private static List<SloAlertTransition> Run(World world, int slices, long good, long bad)
    {
        List<SloAlertTransition> changes = [];
        for (var i = 0; i < slices; i++)
        {
            world.Tracker.Record(good, bad);
            world.Time.Advance(Slice);
            changes.AddRange(world.Changes());
        }

        return changes;
    }
}
