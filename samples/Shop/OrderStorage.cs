using System.Globalization;
using Npgsql;
using Polly;
using Polly.Retry;
using Slo;

namespace Shop;

/// <summary>What a database brings along: the store, its retries, and two objectives from what Npgsql and Polly measure.</summary>
internal static class OrderStorage
{
    internal const string Pipeline = "order-storage";

    /// <summary>What calls to the database are called, without a name of its own.</summary>
    internal static IEnumerable<string> AddressesOf(string connectionString)
    {
        NpgsqlConnectionStringBuilder parts = new(connectionString);
        var database = parts.Database ?? parts.Username;
        return [string.Create(CultureInfo.InvariantCulture, $"{parts.Host}:{parts.Port}/{database}"), $"{parts.Host}/{database}"];
    }

    internal static void Add(ISloBuilder slos, IServiceCollection services, string? connectionString)
    {
        if (connectionString is null)
        {
            services.AddSingleton<IOrderStore, MemoryOrders>();
            return;
        }

        slos
            // Each command, retries included.
            .AddObjective("database", o => o
                .DisplayName("The database executes commands").Owner("storage")
                .Npgsql().TargetPercent(99).Rolling(TimeSpan.FromDays(7)))
            // What the shop gets in the end: retries hide most of what the database does wrong.
            .AddObjective("order-storage", o => o
                .DisplayName("Orders are stored").Owner("checkout")
                .Polly(Pipeline).TargetPercent(99.9m).Rolling(TimeSpan.FromDays(7)));
        services
            .AddSingleton(_ => NpgsqlDataSource.Create(connectionString))
            .AddResiliencePipeline(Pipeline, pipeline => pipeline.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(10),
            }))
            .AddSingleton<IOrderStore, PostgresOrders>();
    }
}
