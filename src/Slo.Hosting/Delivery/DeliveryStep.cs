namespace Slo.Hosting.Delivery;

/// <summary>What a worker does next.</summary>
/// <param name="Batch">What to deliver; empty: nothing yet.</param>
/// <param name="Wait">How long to wait if there is nothing.</param>
/// <param name="Wake">Ends when there may be something earlier.</param>
/// <param name="Timeout">How long the call may take.</param>
/// <param name="Receiver">Cancelled when the receiver becomes another one.</param>
internal sealed record DeliveryStep<T>(
    IReadOnlyList<T> Batch, TimeSpan Wait, Task Wake, TimeSpan Timeout, CancellationTokenSource Receiver);
