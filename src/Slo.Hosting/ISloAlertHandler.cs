namespace Slo;

/// <summary>Reacts to changes of alerts: drains a canary, disables a feature, notifies another tool.</summary>
/// <remarks>
/// Registered with <c>services.AddSlo(…).AddSloAlertHandler&lt;T&gt;()</c>, any number of them, each with a queue of its own: a handler
/// that is slow, hangs or throws delays neither the evaluation nor other handlers. Transitions of the same alert come in the order in which
/// they happened.
/// </remarks>
public interface ISloAlertHandler
{
    /// <summary>Handles one transition. The next call comes after it has ended or timed out.</summary>
    /// <param name="transition">What happened, in this process or (<see cref="SloAlertSource.Alertmanager"/>) elsewhere.</param>
    /// <param name="cancellationToken">Cancelled when the time is up (<see cref="SloOptions.AlertHandlerTimeout"/>) and when the host
    /// stops.</param>
    Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken);
}
