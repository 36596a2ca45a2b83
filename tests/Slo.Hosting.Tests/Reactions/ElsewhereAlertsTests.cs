using FsCheck.Xunit;
using Slo.Hosting.Reactions;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

[SeededProperties]
public sealed class ElsewhereAlertsTests
{
    private static readonly HashSet<string> Names = ["A"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Instances receive and read in any order: they must agree, or the leader would undo what another one knows to fire.
    [Property]
    public bool Merge_InAnyOrder_HasTheSameResult((byte Fingerprint, bool Fires, byte At)[] received, int seed)
    {
        ElsewhereAlert[] alerts = [.. received.DistinctBy(one => (one.Fingerprint, one.At)).Select(one => new ElsewhereAlert(
            $"{one.Fingerprint % 20:00}", "A", one.Fires ? AlertSeverity.Page : null, null, Start.AddSeconds(one.At))).DistinctBy(one => one.ReceivedAt)];
        ElsewhereAlert[] shuffled = [.. alerts];
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Latest(alerts), Merged(shuffled));
        return true;
    }

    [Fact]
    public void Update_IsLaterThanWhatIsKnown_WhateverTheClocksOfOthers()
    {
        ManualTime time = new();
        ElsewhereAlerts alerts = new(Names, time);
        alerts.Merge([new("f", "A", AlertSeverity.Page, null, time.GetUtcNow().AddMinutes(5))]);
        Assert.Single(alerts.Firing("A"));
        Assert.True(alerts.Update(Transition("f", "A", null)));
        Assert.Empty(alerts.Firing("A"));
    }

    // The report of its end may be lost: a reaction would stay active for ever.
    [Fact]
    public void AlertThatIsNotReportedForADay_IsOver_AndOneThatIsRepeatedGoesOn()
    {
        ManualTime time = new();
        ElsewhereAlerts alerts = new(Names, time);
        alerts.Update(Transition("lost", "A", AlertSeverity.Page));
        alerts.Update(Transition("repeated", "A", AlertSeverity.Page));
        for (var hours = 0; hours < 24; hours += 4)
        {
            Assert.Equal(2, alerts.Firing("A").Count());
            time.Advance(TimeSpan.FromHours(4));
            Assert.True(alerts.Confirm("repeated"));
            Assert.False(alerts.Confirm("repeated"));
        }

        Assert.Equal("repeated", Assert.Single(alerts.Firing("A")).Fingerprint);
        Assert.False(alerts.Confirm("unknown"));
    }

    [Fact]
    public void Alerts_ThatStartNoReaction_AreNotKept()
    {
        ElsewhereAlerts alerts = new(Names, new ManualTime());
        Assert.False(alerts.Update(Transition("f", "B", AlertSeverity.Page)));
        Assert.False(alerts.Update(Transition("f", "A", AlertSeverity.Page) with { Source = SloAlertSource.Process }));
        Assert.Empty(alerts.Of("A"));
        Assert.Empty(alerts.Of("B"));
    }

    [Fact]
    public void AlertsOfOneName_AreBounded_AndEndsMakeRoom()
    {
        ManualTime time = new();
        ElsewhereAlerts alerts = new(Names, time);
        for (var i = 0; i < 100; i++)
        {
            alerts.Update(Transition($"end {i}", "A", null));
            alerts.Update(Transition($"{i}", "A", AlertSeverity.Page));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(ElsewhereAlerts.Capacity, alerts.Firing("A").Count());
        Assert.Contains(alerts.Firing("A"), alert => alert.Fingerprint == "99");
    }

    private static IEnumerable<ElsewhereAlert> Merged(IEnumerable<ElsewhereAlert> alerts)
    {
        ElsewhereAlerts merged = new(Names, new ManualTime());
        foreach (ElsewhereAlert alert in alerts)
        {
            merged.Merge([alert]);
        }

        return merged.Of("A").Where(alert => alert.Severity is not null);
    }

    // Without a bound; with few fingerprints none is reached.
    private static IEnumerable<ElsewhereAlert> Latest(IEnumerable<ElsewhereAlert> alerts) => alerts.GroupBy(alert => alert.Fingerprint)
        .Select(group => group.MaxBy(alert => alert.ReceivedAt)!).Where(alert => alert.Severity is not null)
        .OrderBy(alert => alert.Fingerprint, StringComparer.Ordinal);

    private static SloAlertTransition Transition(string fingerprint, string name, AlertSeverity? after) => new()
    {
        Source = SloAlertSource.Alertmanager,
        Kind = after is null ? SloAlertTransitionKind.Resolved : SloAlertTransitionKind.Fired,
        At = Start,
        Name = name,
        Fingerprint = fingerprint,
        After = after,
        StartedAt = Start,
    };
}
