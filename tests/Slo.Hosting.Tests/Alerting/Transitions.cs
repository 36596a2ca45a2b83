using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>Transitions: made up where only their order matters, or those of a real outage on a clock of its own.</summary>
internal static class Transitions
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static SloAlertTransition Fired(string name = "checkout", AlertSeverity severity = AlertSeverity.Page, int minute = 0) =>
        Of(name, null, severity, minute);

    internal static SloAlertTransition Resolved(string name = "checkout", AlertSeverity severity = AlertSeverity.Page, int minute = 1) =>
        Of(name, severity, null, minute);

    internal static SloAlertTransition Of(string name, AlertSeverity? before, AlertSeverity? after, int minute = 0) => new()
    {
        Kind = before is null ? SloAlertTransitionKind.Fired : after is null ? SloAlertTransitionKind.Resolved
            : after > before ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated,
        At = Start.AddMinutes(minute),
        StartedAt = Start,
        Name = name,
        Service = "shop",
        Fingerprint = $"fingerprint-of-{name}",
        Before = before,
        After = after,
        Cause = "page at 14.4x over 1h/5m",
    };

    /// <summary>A total outage of an objective with every text there is: it becomes a ticket, pages, and ends.</summary>
    internal static IReadOnlyList<SloAlertTransition> OfAnOutage(
        Action<SloObjectiveBuilder>? configure = null, Action<SloRegistry>? decide = null)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using SloRegistry registry = new(time);
        SloObjectiveBuilder builder = new SloObjectiveBuilder("checkout-availability").TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30))
            .UnobservedTime(UnobservedTime.Exclude)
            .Service("shop").DisplayName("Customers can place orders").Description("Every order counts <&>").Owner("Team Checkout")
            .Label("team", "checkout").Label("cost-centre", "é 42")
            .Runbook("https://runbooks.example.com/checkout?a=1&b=2").Dashboard("https://grafana.example.com/d/checkout")
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).BurnRateRule(AlertSeverity.Ticket, 6, TimeSpan.FromHours(1));
        configure?.Invoke(builder);
        SloTracker tracker = registry.Add(builder.Build());
        decide?.Invoke(registry);
        ChannelReader<SloAlertTransition> changes = registry.SubscribeToAlerts();
        List<SloAlertTransition> transitions = [];

        // What went well before, so that there is a budget to burn.
        tracker.Record(good: 10_000_000, bad: 1000);
        time.Advance(TimeSpan.FromDays(10));
        registry.Evaluate();
        for (var minute = 0; minute < 120; minute++)
        {
            var isOut = minute is >= 60 and < 63;
            for (var step = 0; step < 6; step++)
            {
                tracker.Record(good: isOut ? 0 : 100, bad: isOut ? 100 : 0);
                time.Advance(TimeSpan.FromSeconds(10));
                registry.Evaluate();
                while (changes.TryRead(out SloAlertTransition? change))
                {
                    transitions.Add(change);
                }
            }
        }

        return transitions;
    }
}
