using Slo;

namespace Shop;

/// <summary>Waits for what Slo evaluates once a second.</summary>
internal static class Evaluations
{
    /// <summary>Waits until all that was recorded is evaluated: what is found then goes to the handlers of alerts too.</summary>
    internal static async Task NextAsync(SloRegistry registry, CancellationToken cancellation)
    {
        DateTimeOffset recorded = TimeProvider.System.GetUtcNow();
        while (registry.Trackers.Any(tracker => tracker.Status.AsOf < recorded))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }
    }
}
