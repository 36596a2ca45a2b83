namespace Slo.Hosting.Delivery;

/// <summary>What a worker does next.</summary>
/// <param name="Batch">What to deliver; empty: nothing yet.</param>
/// <param name="Wait">How long to wait if there is nothing.</param>
/// <param name="Wake">Ends when there may be something earlier.</param>
/// <param name="Receiver">Where the batch goes, even if there is another receiver by the time of the call.</param>
/// <param name="Changed">Cancelled when the receiver becomes another one.</param>
internal sealed record DeliveryStep<T>(
    IReadOnlyList<T> Batch, TimeSpan Wait, Task Wake, IDeliveryReceiver<T> Receiver, CancellationTokenSource Changed);
