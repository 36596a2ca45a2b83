using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slo.Hosting.Alerting;

/// <summary>
/// Starts the handlers before the first evaluation and stops them after the last. They are resolved here and not by the dispatcher,
/// so that a handler may depend on the dispatcher and on registries.
/// </summary>
internal sealed class AlertDispatchService(
    SloAlertDispatcher dispatcher, IServiceProvider services, IOptions<SloOptions> options, TimeProvider time, AlertInstruments instruments,
    ILogger<AlertDispatchService> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        dispatcher.Start(services.GetServices<ISloAlertHandler>()
            .Select(handler => new HandlerQueue(handler, options.Value.AlertHandlerTimeout, time, instruments, logger)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => dispatcher.StopAsync(cancellationToken);
}
