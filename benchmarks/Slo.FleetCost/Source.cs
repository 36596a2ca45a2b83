using Npgsql;

namespace Slo.FleetCost;

/// <summary>Connections with the settings of the fleet, but more of them, because one process simulates many instances.</summary>
internal static class Source
{
    internal static NpgsqlDataSource Open(string connection, int most)
    {
        NpgsqlSlimDataSourceBuilder builder = new(connection);
        builder.EnableArrays();
        builder.ConnectionStringBuilder.MaxPoolSize = most;
        return builder.Build();
    }
}
