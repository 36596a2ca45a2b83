using System.Diagnostics.Metrics;

namespace Slo.Hosting.Alerting;

/// <summary>What becomes of transitions and notifications, as counters of the meter (docs/metrics.md lists them).</summary>
internal sealed class AlertInstruments
{
    private readonly Counter<long>? _handled;
    private readonly Counter<long>? _notifications;

    internal AlertInstruments(IMeterFactory? meters)
    {
        Meter? meter = meters?.Create(SloTelemetry.MeterName);
        _handled = meter?.CreateCounter<long>("slo.alert.handled", "{transition}", "Transitions by handler and what became of them.");
        _notifications = meter?.CreateCounter<long>("slo.notifications", "{notification}", "Notifications by target and what became of them.");
    }

    /// <param name="handler">The handler's type.</param>
    /// <param name="outcome">handled, failed, timed_out or dropped.</param>
    internal void Handled(string handler, string outcome) => Add(_handled, 1, new("slo.alert.handler", handler), new("slo.alert.outcome", outcome));

    /// <param name="target">The target's name.</param>
    /// <param name="outcome">delivered, retried, dead, dropped, coalesced or deferred.</param>
    /// <param name="count">How many.</param>
    internal void Notified(string target, string outcome, int count = 1) =>
        Add(_notifications, count, new("slo.notification.target", target), new("slo.notification.outcome", outcome));

    private static void Add(Counter<long>? counter, int count, KeyValuePair<string, object?> first, KeyValuePair<string, object?> second)
    {
        try
        {
            counter?.Add(count, first, second);
        }
#pragma warning disable CA1031 // Somebody's meter listener that throws may end neither a loop nor an evaluation.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
