using System.Threading.Channels;

namespace Slo.Alerting;

/// <summary>
/// One handler of <see cref="SloRegistry.AlertChanged"/> with a queue of its own: a handler that blocks delays no other and no evaluation.
/// </summary>
internal sealed class AlertListener(EventHandler<SloAlertTransition> handler, Channel<SloAlertTransition> channel)
{
    private volatile bool _isRemoved;

    internal EventHandler<SloAlertTransition> Handler => handler;

    internal Channel<SloAlertTransition> Channel => channel;

    // Set when the handler is removed: what still waits for it is not given to it any more.
    internal bool IsRemoved
    {
        get => _isRemoved;
        set => _isRemoved = value;
    }

    internal async Task RunAsync(object sender, Action<Exception> report)
    {
        await foreach (SloAlertTransition transition in channel.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (IsRemoved)
            {
                return;
            }

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
