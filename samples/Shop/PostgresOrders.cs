using Npgsql;
using Polly;

namespace Shop;

/// <summary>Orders in PostgreSQL. Nothing here counts for an objective: Npgsql and the pipeline measure.</summary>
internal sealed class PostgresOrders(
    NpgsqlDataSource source, [FromKeyedServices(OrderStorage.Pipeline)] ResiliencePipeline pipeline, Faults faults) : IOrderStore
{
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = source.CreateCommand(
            "create table if not exists shop_orders (id uuid primary key, product_id integer not null, quantity integer not null)");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<bool> TryAddAsync(Guid id, Order order, CancellationToken cancellation)
    {
        try
        {
            await pipeline.ExecuteAsync(stop => InsertAsync(id, order, stop), cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // A retry may come after a try that was stored, but whose answer was lost. Broken on purpose, it inserts into a table that is not there.
    private async ValueTask InsertAsync(Guid id, Order order, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = source.CreateCommand(Faults.Hits(faults.Settings.DatabaseErrorShare)
            ? "insert into shop_nowhere values ($1, $2, $3)"
            : "insert into shop_orders values ($1, $2, $3) on conflict do nothing");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(order.ProductId);
        command.Parameters.AddWithValue(order.Quantity);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
