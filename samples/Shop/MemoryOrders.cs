using System.Collections.Concurrent;

namespace Shop;

/// <summary>Orders of a shop without a database: they are gone with the process.</summary>
internal sealed class MemoryOrders : IOrderStore
{
    private readonly ConcurrentDictionary<Guid, Order> _orders = new();

    public Task OpenAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<bool> TryAddAsync(Guid id, Order order, CancellationToken cancellation) => Task.FromResult(_orders.TryAdd(id, order));
}
