using System.Collections.Concurrent;
using Slo.Hosting.Delivery;

namespace Slo.Hosting.Tests.Delivery;

/// <summary>A receiver that does what a test says, and keeps what it was given and what was reported.</summary>
internal sealed class Recipient<T>(Func<T, CancellationToken, Task<DeliveryResult>> deliver) : IDeliveryReceiver<T>, IDeliveryReports<T>
{
    private readonly ConcurrentQueue<T> _given = new();
    private readonly ConcurrentQueue<Exception> _breaks = new();
    private readonly ConcurrentQueue<DeliveryOutcome> _outcomes = new();

    internal IReadOnlyList<Exception> Breaks => [.. _breaks];

    internal IReadOnlyList<T> Given => [.. _given];

    internal IReadOnlyList<DeliveryOutcome> Outcomes => [.. _outcomes];

    public int BatchSize => 1;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan FirstBackOff => TimeSpan.FromMilliseconds(1);

    public Task<DeliveryResult> DeliverAsync(IReadOnlyList<T> batch, CancellationToken cancellationToken)
    {
        _given.Enqueue(batch[0]);
        return deliver(batch[0], cancellationToken);
    }

    public void Failed(IReadOnlyList<T> batch, IReadOnlyList<T> givenUp, in DeliveryResult result)
    {
    }

    public void Broke(Exception exception) => _breaks.Enqueue(exception);

    public void Report(DeliveryOutcome outcome) => _outcomes.Enqueue(outcome);
}
