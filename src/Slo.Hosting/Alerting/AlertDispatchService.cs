using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Logging;
using Slo.Hosting.Notifications;

namespace Slo.Hosting.Alerting;

/// <summary>
/// Starts the handlers before the first evaluation and stops them after the last. They are resolved here and not by the dispatcher,
/// so that a handler may depend on the dispatcher and on registries. Once everything has stopped, the log may write what waits.
/// </summary>
internal sealed class AlertDispatchService(
    SloAlertDispatcher dispatcher, NotificationTargets targets, IServiceProvider services, IOptions<SloOptions> options, TimeProvider time,
    AlertInstruments instruments, SloBackgroundLoggerFactory loggers, IHostApplicationLifetime? lifetime = null) : IHostedLifecycleService
{
    private readonly BackgroundLogger _log = loggers.Create(typeof(AlertDispatchService).FullName!);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        targets.Replace(options.Value.Notifications);
        dispatcher.Start(services.GetServices<ISloAlertHandler>()
            .Select(handler => new HandlerQueue(handler, options.Value.AlertHandlerTimeout, time, instruments, _log)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        dispatcher.StopAsync(lifetime?.ApplicationStopping.IsCancellationRequested == true, cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => loggers.FlushAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
