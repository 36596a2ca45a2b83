using Npgsql;

namespace Slo.Postgres;

/// <summary>Creates data sources with the settings that a fleet needs: few connections, with TCP keepalive.</summary>
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
