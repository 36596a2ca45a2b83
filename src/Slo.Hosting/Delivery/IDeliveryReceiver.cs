namespace Slo.Hosting.Delivery;

/// <summary>Where a <see cref="DeliveryWorker{T}"/> delivers to. It may block, throw or ignore its cancellation.</summary>
internal interface IDeliveryReceiver<T>
{
    /// <summary>How many items one call may hold.</summary>
    int BatchSize { get; }

    /// <summary>How long one call may take.</summary>
    TimeSpan Timeout { get; }

    /// <summary>The upper bound of the wait after the first failure, which doubles with each one; zero: none waits.</summary>
    TimeSpan FirstBackOff { get; }

    Task<DeliveryResult> DeliverAsync(IReadOnlyList<T> batch, CancellationToken cancellationToken);

    /// <summary>A call failed. Under the worker's lock, so it must not wait.</summary>
    /// <param name="batch">What was to be delivered.</param>
    /// <param name="givenUp">What of it will not be tried again.</param>
    /// <param name="result">How the call ended.</param>
    void Failed(IReadOnlyList<T> batch, IReadOnlyList<T> givenUp, in DeliveryResult result);

    /// <summary>Counts. Under the worker's lock, so it must not wait.</summary>
    void Report(DeliveryOutcome outcome);
}
