using System.Globalization;
using Slo;

namespace Shop;

/// <summary>Prints what happens to alerts, as it happens. Yours would drain a canary or close a feature.</summary>
internal sealed class AlertPrinter : ISloAlertHandler
{
    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {transition.At:HH:mm:ss} alert {transition.Kind}: {transition.Name}, {transition.Cause}"));
        return Task.CompletedTask;
    }
}
