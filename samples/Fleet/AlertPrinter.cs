using Slo;

namespace Fleet;

/// <summary>Prints what happens to the alerts of the fleet. All instances have it, and only the one that leads is called.</summary>
internal sealed class AlertPrinter : ISloAlertHandler
{
    internal const string Mark = "alert ";

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        var why = transition.After is null ? transition.Resolution?.ToString() : transition.Cause;
        Console.WriteLine($"{Mark}{transition.Kind}: {transition.Name} of the {transition.Scope}, {why}");
        return Task.CompletedTask;
    }
}
