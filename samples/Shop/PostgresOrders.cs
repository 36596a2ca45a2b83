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

    // A retry may come after a try that was stored, but whose answer was lost. Broken on purpose, it inserts into a table that is not there,
    // or takes its time in the database.
    private async ValueTask InsertAsync(Guid id, Order order, CancellationToken cancellation)
    {
        FaultSettings settings = faults.Settings;
        await using NpgsqlCommand command = source.CreateCommand(Faults.Hits(settings.DatabaseErrorShare)
            ? "insert into shop_nowhere select $1, $2, $3 from pg_sleep($4)"
            : "insert into shop_orders select $1, $2, $3 from pg_sleep($4) on conflict do nothing");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(order.ProductId);
        command.Parameters.AddWithValue(order.Quantity);
        command.Parameters.AddWithValue(Faults.Hits(settings.DatabaseLatencyShare) ? settings.DatabaseLatencyMilliseconds / 1000.0 : 0);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
