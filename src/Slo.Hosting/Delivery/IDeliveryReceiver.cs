namespace Slo.Hosting.Delivery;

/// <summary>Where a <see cref="DeliveryWorker{T}"/> delivers to. Its properties do not change: another receiver takes its place
/// instead.</summary>
internal interface IDeliveryReceiver<T>
{
    /// <summary>How many items one call may hold.</summary>
    int BatchSize { get; }

    /// <summary>How long one call may take.</summary>
    TimeSpan Timeout { get; }

    /// <summary>The upper bound of the wait after the first failure, which doubles with each one; zero: none waits.</summary>
    TimeSpan FirstBackOff { get; }

    /// <summary>May block, throw or ignore its cancellation.</summary>
    Task<DeliveryResult> DeliverAsync(IReadOnlyList<T> batch, CancellationToken cancellationToken);
}
