using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slo.Hosting.Notifications;

namespace Slo.Hosting.Alerting;

/// <summary>
/// Starts the handlers before the first evaluation and stops them after the last. They are resolved here and not by the dispatcher,
/// so that a handler may depend on the dispatcher and on registries.
/// </summary>
internal sealed class AlertDispatchService(
    SloAlertDispatcher dispatcher, NotificationTargets targets, IServiceProvider services, IOptions<SloOptions> options, TimeProvider time, AlertInstruments instruments,
    ILogger<AlertDispatchService> logger) : IHostedService
{
    // Handlers are posted to by the evaluation, which no sink may hold up.
    private readonly AsideLogger _log = new(logger);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        targets.Replace(options.Value.Notifications);
        dispatcher.Start(services.GetServices<ISloAlertHandler>()
            .Select(handler => new HandlerQueue(handler, options.Value.AlertHandlerTimeout, time, instruments, _log)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await dispatcher.StopAsync(cancellationToken).ConfigureAwait(false);
        await _log.Written.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
