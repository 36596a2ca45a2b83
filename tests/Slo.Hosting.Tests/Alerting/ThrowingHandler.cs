namespace Slo.Hosting.Tests.Alerting;

/// <summary>Throws, before its first await and after it by turns.</summary>
internal sealed class ThrowingHandler : ISloAlertHandler
{
    private int _calls;

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _calls) % 2 == 0 ? throw new InvalidOperationException("handler at once") : LaterAsync();

    private static async Task LaterAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("handler later");
    }
}
