using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>Disposes of targets that were created here. An object that the app added is the app's to dispose of.</summary>
internal static class TargetRelease
{
    /// <summary>Disposes of the target on another thread: what it does there is code of the app.</summary>
    /// <returns>Ends when it is done, and never fails.</returns>
    internal static Task Release(this SloNotificationTarget target, BackgroundLogger? log = null) =>
        target.IsOwned && target is IAsyncDisposable or IDisposable ? Task.Run(() => DisposeAsync(target, log)) : Task.CompletedTask;

    private static async Task DisposeAsync(SloNotificationTarget target, BackgroundLogger? log)
    {
        try
        {
            if (target is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                ((IDisposable)target).Dispose();
            }
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log?.DisposeFailed(target.Name, Thrown.Where(exception));
        }
    }
}
