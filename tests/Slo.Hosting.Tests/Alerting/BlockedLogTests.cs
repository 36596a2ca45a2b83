using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Alerting;
using Slo.Hosting.Tests.Notifications;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>A log that takes nothing any more, for example a console whose reader is stopped, costs messages and nothing else.</summary>
public sealed class BlockedLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_ToAHandlerWhoseQueueIsFull_DoesNotWaitForTheLog()
    {
        using BlockedLog log = new(11, 16);
        using IHost host = SloHost.Build(builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddSlo();
        });
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        var posts = Task.Run(
            () =>
            {
                for (var i = 0; i < 2 * HandlerQueue.Capacity; i++)
                {
                    dispatcher.Post(Transitions.Fired());
                }
            },
            Cancel);

        await posts.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);
        log.Dispose();
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Delivery_ThatFailsOnce_DoesNotWaitForTheLogEither()
    {
        await using Receiver receiver = await Receiver.StartAsync(500, 200);
        using BlockedLog log = new(17);
        using IHost host = SloHost.Build(builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddSlo().AddWebhookNotifications("ops", receiver.Address, target => target.FirstBackOff = TimeSpan.FromMilliseconds(20));
        });
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloAlertDispatcher>().Post(Transitions.Fired());

        await Eventually.TrueAsync(() => receiver.Requests.Count == 2, "the second try");
        log.Dispose();
        await host.StopAsync(Cancel);
    }
}
