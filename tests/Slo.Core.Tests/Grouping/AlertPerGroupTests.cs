using System.Threading.Channels;
using Slo.Tests.Cases;
using Xunit;

namespace Slo.Tests.Grouping;

public sealed class AlertPerGroupTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Scenario _scenario;
    private readonly ChannelReader<SloAlertTransition> _changes;

    public AlertPerGroupTests()
    {
        _scenario = new Scenario(Declare(14.4m));
        _changes = _scenario.Registry.SubscribeToAlerts();
        Play(3600, "large", good: 1000);
    }

    public void Dispose() => _scenario.Dispose();

    // In all traffic the small tenant's outage is a twentieth of a percent.
    [Fact]
    public void OutageOfASmallGroup_FiresItsAlertAndNotThatOfTheObjective()
    {
        Play(120, "small", good: 0, bad: 1);
        SloAlertTransition fired = Assert.Single(Changes());

        Assert.Equal((SloAlertTransitionKind.Fired, "o", "small", "o (small)"), (fired.Kind, fired.Name, fired.Group, fired.Subject));
        Assert.Equal("small", fired.Labels["tenant"]);
        Assert.NotEqual(_scenario.Tracker.Objective.Fingerprint, fired.Fingerprint);
        Assert.Null(_scenario.Status.Alert.Severity);
        Assert.Equal(AlertSeverity.Page, _scenario.Tracker.GetGroupStatuses()["small"].Alert.Severity);
        Assert.Null(_scenario.Tracker.GetGroupStatuses()["large"].Alert.Severity);
        Play(3600, "small", good: 1);
        Assert.Equal((SloAlertTransitionKind.Resolved, "small"), Assert.Single(Changes().Select(change => (change.Kind, change.Group))));
    }

    [Fact]
    public void RemovalOfTheObjective_EndsTheAlertsOfItsGroups()
    {
        Play(120, "small", good: 0, bad: 1);
        Changes();
        _scenario.Registry.Remove("o");

        Assert.Equal([(SloAlertTransitionKind.Resolved, "small")], Changes().Select(change => (change.Kind, change.Group)));
    }

    [Fact]
    public void EditOfTheRules_IsJudgedForEachGroup()
    {
        Play(120, "small", good: 0, bad: 1);
        Changes();
        _scenario.Registry.Replace([Declare(999)(new SloObjectiveBuilder("o")).Build()]);
        Play(1, "large", good: 1000);

        Assert.Equal([(SloAlertTransitionKind.Resolved, "small")], Changes().Select(change => (change.Kind, change.Group)));
    }

    // Turned on, groups are judged by what comes from then on; turned off, their alerts end. The objective keeps its counts both times.
    [Fact]
    public void AlertPerGroup_TurnedOffAndOn_KeepsTheCountsAndJudgesWhatComes()
    {
        Play(120, "small", good: 0, bad: 1);
        Changes();
        SloEventCounts total = _scenario.Status.Events;
        Replace(isPerGroup: false);

        Assert.Equal([(SloAlertTransitionKind.Resolved, "small")], Changes().Select(change => (change.Kind, change.Group)));
        Assert.Empty(_scenario.Tracker.GetGroupStatuses());
        Replace(isPerGroup: true);
        Play(600, "small", good: 1);
        Assert.Empty(Changes());
        Assert.Equal(total.Bad, _scenario.Status.Events.Bad);
        Assert.Equal(new SloEventCounts(600, 0), _scenario.Tracker.GetGroupStatuses()["small"].Events);
        Play(300, "small", good: 0, bad: 1);
        Assert.Equal([(SloAlertTransitionKind.Fired, "small")], Changes().Select(change => (change.Kind, change.Group)));
        Assert.Equal(["small"], _scenario.Registry.Snapshot.GroupStatuses.Where(status => status.Alert.Severity is not null).Select(status => status.Alert.Group));

        void Replace(bool isPerGroup) => _scenario.Registry.Replace([Declare(14.4m)(new SloObjectiveBuilder("o")).AlertPerGroup(isPerGroup).Build()]);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 101)]
    public void Declaration_WithoutAGroupingOrWithTooManyGroups_IsRefused(bool isGrouped, int maximum) => Assert.Equal(
        (SloFindingCodes.AlertsWithoutGroups, "alert per group"),
        Definition.Error(o => (isGrouped ? o.GroupBy("tenant", maximum) : o).AlertPerGroup()));

    private static Func<SloObjectiveBuilder, SloObjectiveBuilder> Declare(decimal factor) => o => o.TargetPercent(99.9m)
        .GroupBy("tenant").AlertPerGroup().BurnRateRule(AlertSeverity.Page, factor, TimeSpan.FromHours(1));

    private List<SloAlertTransition> Changes()
    {
        List<SloAlertTransition> changes = [];
        while (_changes.TryRead(out SloAlertTransition? change))
        {
            changes.Add(change);
        }

        return changes;
    }

    // The large tenant has traffic all the time.
    private void Play(int seconds, string group, long good, long bad = 0)
    {
        for (var i = 0; i < seconds; i++)
        {
            _scenario.Tracker.Record(good, bad, group);
            _scenario.Tracker.Record(group == "large" ? 0 : 1000, 0, "large");
            _scenario.Tick(1, Second);
        }
    }
}
