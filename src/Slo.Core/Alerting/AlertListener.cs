using System.Threading.Channels;

namespace Slo.Alerting;

/// <summary>One handler of <see cref="SloRegistry.AlertChanged"/> with a queue of its own: a handler that blocks delays no other and no evaluation.</summary>
internal sealed class AlertListener(EventHandler<SloAlertTransition> handler, Channel<SloAlertTransition> channel)
{
    internal EventHandler<SloAlertTransition> Handler => handler;

    internal Channel<SloAlertTransition> Channel => channel;

    internal async Task RunAsync(object sender, Action<Exception> report)
    {
        await foreach (SloAlertTransition transition in channel.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                handler(sender, transition);
            }
#pragma warning disable CA1031 // A handler's fault must not keep the next transition from it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                report(exception);
            }
        }
    }
}
