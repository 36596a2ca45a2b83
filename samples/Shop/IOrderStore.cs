namespace Shop;

/// <summary>Where orders are kept.</summary>
internal interface IOrderStore
{
    /// <summary>Once, before the first order.</summary>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>False: the order could not be stored.</summary>
    Task<bool> TryAddAsync(Guid id, Order order, CancellationToken cancellation);
}
