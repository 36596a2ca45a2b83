using Npgsql;

namespace Slo.Postgres;

/// <summary>Connections with what a fleet needs: a dead server is noticed within seconds, on both sides.</summary>
internal static class Connections
{
    internal static NpgsqlDataSource Create(string connectionString)
    {
        NpgsqlSlimDataSourceBuilder builder = new(connectionString);
        builder.EnableArrays();
        NpgsqlConnectionStringBuilder settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= "slo";
        settings.TcpKeepAlive = true;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 4);
        settings.Enlist = false;
        return builder.Build();
    }
}
