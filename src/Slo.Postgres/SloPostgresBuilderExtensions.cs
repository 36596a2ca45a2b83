using Microsoft.Extensions.Options;
using Npgsql;
using Slo;
using Slo.Postgres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds fleets and stores over PostgreSQL.</summary>
public static class SloPostgresBuilderExtensions
{
    /// <summary>
    /// Shares the counts of this instance with the others over PostgreSQL, and evaluates the set over the events of all instances:
    /// <see cref="SloFleet"/>.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="connectionString">A database of PostgreSQL 14 or later, with an account that owns the schema or may create it. Never
    /// logged or shown.</param>
    /// <param name="configure">Sets the options of this instance.</param>
    /// <param name="configureStore">Sets the schema and the retention of the tables.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ISloBuilder AddPostgresFleet(
        this ISloBuilder builder, string connectionString, Action<SloFleetOptions>? configure = null,
        Action<SloPostgresOptions>? configureStore = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddPostgresFleet(_ => Connections.Create(connectionString), configure, configureStore);
    }

    /// <summary>The same, with a data source of the app.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="dataSource">Creates the data source, with arrays enabled (the default of Npgsql). It is disposed of with the store, so
    /// do not share it.</param>
    /// <param name="configure">Sets the options of this instance.</param>
    /// <param name="configureStore">Sets the schema and the retention of the tables.</param>
    public static ISloBuilder AddPostgresFleet(
        this ISloBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, Action<SloFleetOptions>? configure = null,
        Action<SloPostgresOptions>? configureStore = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        builder.Services.AddOptions<SloPostgresOptions>(builder.Name)
            .Validate(
                options => Schema.IsName(options.Schema),
                "Schema: must have 1 to 40 letters, digits or underscores, and begin with a letter")
            .Validate(
                options => options.MapSchema is null || Schema.IsName(options.MapSchema),
                "MapSchema: must have 1 to 40 letters, digits or underscores, and begin with a letter")
            .Validate(
                options => options.FineRetention >= TimeSpan.FromMinutes(30) && options.FineRetention <= TimeSpan.FromDays(3),
                "FineRetention: must be from 30m to 3d")
            .ValidateOnStart();
        if (configureStore is not null)
        {
            builder.Services.Configure(builder.Name, configureStore);
        }

        return builder.AddFleet(
            provider => new PostgresFleetStore(
                dataSource(provider), provider.GetRequiredService<IOptionsMonitor<SloPostgresOptions>>().Get(builder.Name),
                provider.GetRequiredService<TimeProvider>()),
            configure);
    }

    /// <summary>
    /// Keeps the state of the set in PostgreSQL, so that budgets, windows and alerts continue after a restart. For instances without a
    /// disk.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="connectionString">A database of PostgreSQL 14 or later, with an account that owns the schema or may create it. Never
    /// logged or shown.</param>
    /// <param name="instance">The name under which the state is kept: the same before and after a restart, and unique among running
    /// processes. Default: the name of the machine.</param>
    /// <param name="configure">Sets the options of the store.</param>
    /// <param name="schema">The schema; see <see cref="SloPostgresOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or the schema is not a valid name.</exception>
    public static ISloBuilder AddPostgresStore(
        this ISloBuilder builder, string connectionString, string? instance = null, Action<SloStoreOptions>? configure = null,
        string schema = "slo")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        if (!Schema.IsName(schema))
        {
            throw new ArgumentException("must have 1 to 40 letters, digits or underscores, and begin with a letter", nameof(schema));
        }

        return builder.AddStore(
            _ => new PostgresSloStore(
                Connections.Create(connectionString), Schema.Quote(schema), instance ?? Environment.MachineName),
            configure);
    }
}
