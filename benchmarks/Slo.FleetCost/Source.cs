using Npgsql;

namespace Slo.FleetCost;

/// <summary>Connections as the fleet opens them, but more of them: here one process is many instances.</summary>
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
