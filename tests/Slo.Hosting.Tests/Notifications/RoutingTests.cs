using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

public sealed class RoutingTests
{
    [Fact]
    public void TargetForPages_OfAnAlertThatFallsBackToATicket_HearsThatItIsOver()
    {
        SloNotificationTarget target = new PagerDutyNotificationTarget { MinimumSeverity = AlertSeverity.Page };

        Assert.Empty(Routing.For(Targets.ProfileOf(target), Transitions.Fired(severity: AlertSeverity.Ticket)));
        Assert.Equal([false], Resolved(target, Transitions.Of("checkout", AlertSeverity.Ticket, AlertSeverity.Page)));
        Assert.Equal([true], Resolved(target, Transitions.Of("checkout", AlertSeverity.Page, AlertSeverity.Ticket)));
        Assert.Empty(Routing.For(Targets.ProfileOf(target), Transitions.Resolved(severity: AlertSeverity.Ticket)));
        Assert.Equal([true], Resolved(target, Transitions.Resolved()));
    }

    [Fact]
    public void Alertmanager_OfAnotherSeverity_HearsOfTwoAlerts() => Assert.Equal(
        [("fingerprint-of-checkout/Ticket", true, AlertSeverity.Ticket), ("fingerprint-of-checkout/Page", false, AlertSeverity.Page)],
        Routing.For(Targets.ProfileOf(new AlertmanagerNotificationTarget()), Transitions.Of("checkout", AlertSeverity.Ticket, AlertSeverity.Page))
            .Select(notification => (notification.Key, notification.IsResolved, notification.Severity)));

    [Theory]
    [InlineData("team", "checkout", 1)]
    [InlineData("team", "Checkout", 0)]
    [InlineData("tier", "1", 0)]
    [InlineData("slo", "checkout", 1)]
    [InlineData("service", "shop", 1)]
    [InlineData("service", "other", 0)]
    public void Match_OfLabels_IsExact(string label, string value, int count)
    {
        SloNotificationTarget target = new SlackNotificationTarget { Match = { [label] = value } };

        Assert.Equal(count, Routing.For(Targets.ProfileOf(target), Transitions.Fired() with { Labels = new Dictionary<string, string> { ["team"] = "checkout" } }).Count());
    }

    [Fact]
    public void AlertFromAlertmanager_IsNotSentOn() => Assert.Empty(Routing.For(
        Targets.ProfileOf(new AlertmanagerNotificationTarget()), Transitions.Fired() with { Source = SloAlertSource.Alertmanager }));

    [Fact]
    public void Id_OfANotification_IsStableAndUnique()
    {
        SloNotificationTarget target = new CloudEventsNotificationTarget();
        string[] ids = [.. Transitions.OfAnOutage().SelectMany(transition => Routing.For(Targets.ProfileOf(target), transition)).Select(notification => notification.Id)];

        Assert.Equal(3, ids.Length);
        Assert.Equal(ids, ids.Distinct());
        Assert.Equal(ids, Transitions.OfAnOutage().SelectMany(transition => Routing.For(Targets.ProfileOf(target), transition)).Select(notification => notification.Id));
    }

    private static IEnumerable<bool> Resolved(SloNotificationTarget target, SloAlertTransition transition) =>
        Routing.For(Targets.ProfileOf(target), transition).Select(notification => notification.IsResolved);
}
