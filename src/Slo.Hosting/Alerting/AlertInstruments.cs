using System.Diagnostics.Metrics;
using Slo.Hosting.Delivery;

namespace Slo.Hosting.Alerting;

/// <summary>What becomes of transitions and notifications, as counters of the meter (docs/metrics.md lists them).</summary>
internal sealed class AlertInstruments
{
    private readonly OutcomeCounter _handled;
    private readonly OutcomeCounter _notifications;

    internal AlertInstruments(IMeterFactory? meters)
    {
        Meter? meter = meters?.Create(SloTelemetry.MeterName);
        _handled = new(
            meter, "slo.alert.handled", "{transition}", "Transitions by handler and what became of them.",
            "slo.alert.handler", "slo.alert.outcome");
        _notifications = new(
            meter, "slo.notifications", "{notification}", "Notifications by target and what became of them.",
            "slo.notification.target", "slo.notification.outcome");
    }

    /// <param name="handler">The handler's type.</param>
    /// <param name="outcome">handled, failed, timed_out or dropped.</param>
    internal void Handled(string handler, string outcome) => _handled.Add(handler, outcome);

    /// <param name="target">The target's name.</param>
    /// <param name="outcome">What became of it.</param>
    internal void Notified(string target, DeliveryOutcome outcome) => _notifications.Add(target, Word(outcome));

    private static string Word(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "delivered",
        DeliveryOutcome.Resent => "resent",
        DeliveryOutcome.Retried => "retried",
        DeliveryOutcome.Dead => "dead",
        DeliveryOutcome.Dropped => "dropped",
        DeliveryOutcome.Coalesced => "coalesced",
        _ => "deferred",
    };
}
