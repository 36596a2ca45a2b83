namespace Slo.Hosting.Delivery;

/// <summary>Receives the outcomes of items. Called under the worker's lock, so it must neither wait nor throw.</summary>
internal interface IDeliveryReports<T>
{
    /// <summary>A call failed.</summary>
    /// <param name="batch">What was to be delivered.</param>
    /// <param name="givenUp">What of it will not be tried again.</param>
    /// <param name="result">How the call ended.</param>
    void Failed(IReadOnlyList<T> batch, IReadOnlyList<T> givenUp, in DeliveryResult result);

    /// <summary>Something other than a receiver failed, for example a clock. It is tried again. Not under the lock.</summary>
    void Broke(Exception exception);

    /// <summary>Counts.</summary>
    void Report(DeliveryOutcome outcome);
}
