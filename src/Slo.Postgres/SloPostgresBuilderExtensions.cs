using Microsoft.Extensions.Options;
using Npgsql;
using Slo;
using Slo.Postgres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Judges a fleet of instances together over PostgreSQL.</summary>
public static class SloPostgresBuilderExtensions
{
    /// <summary>
    /// Shares what this instance counts with the others over PostgreSQL, and judges the set by the events of all: <see cref="SloFleet"/>.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="connectionString">Of a database of PostgreSQL 14 or later; the account may create a schema in it, or has one. Never
    /// logged or shown.</param>
    /// <param name="configure">How the instance takes part.</param>
    /// <param name="configureStore">Where the tables are.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ISloBuilder AddPostgresFleet(
        this ISloBuilder builder, string connectionString, Action<SloFleetOptions>? configure = null,
        Action<SloPostgresOptions>? configureStore = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddPostgresFleet(_ => Connections.Create(connectionString), configure, configureStore);
    }

    /// <summary>The same over a data source of the app.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="dataSource">Finds it; its arrays must be enabled, as they are by default. It is disposed of with the store: give the
    /// fleet one of its own.</param>
    /// <param name="configure">How the instance takes part.</param>
    /// <param name="configureStore">Where the tables are.</param>
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
                options => options.FineRetention >= TimeSpan.FromMinutes(30) && options.FineRetention <= TimeSpan.FromDays(3),
                "FineRetention: must be from 30m to 3d")
            .ValidateOnStart();
        if (configureStore is not null)
        {
            builder.Services.Configure(builder.Name, configureStore);
        }

        return builder.AddFleet(
            provider => new PostgresFleetStore(
                dataSource(provider), provider.GetRequiredService<IOptionsMonitor<SloPostgresOptions>>().Get(builder.Name)),
            configure);
    }

    /// <summary>
    /// Keeps the state of the set in PostgreSQL, so that budgets, windows and alerts go on after a restart: for instances that have no
    /// disk.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="connectionString">Of a database of PostgreSQL 14 or later. Never logged or shown.</param>
    /// <param name="instance">Whose state it is: a name that stays the same from one process to the next, and that no two processes have at
    /// once. Default: the name of the machine.</param>
    /// <param name="configure">When to save.</param>
    /// <param name="schema">The schema; see <see cref="SloPostgresOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or the schema is no name.</exception>
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
            _ => new PostgresSloStore(Connections.Create(connectionString), schema, instance ?? Environment.MachineName), configure);
    }
}
