using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>
/// A real PostgreSQL of its own in a temporary folder, on a free loopback port, which ends with the fixture. Its tests are one collection:
/// the instruments of Npgsql are those of the process, so each would count what the other asks.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-pg-");
    private readonly int _port = Dependency.Nowhere().Port;
    private Process? _server;

    private PostgresServer()
    {
    }

    /// <summary>On a developer's machine only: CI has it.</summary>
    internal static void SkipWhereAbsent() => Assert.SkipWhen(
        Programs is null && Environment.GetEnvironmentVariable("CI") != "true", "PostgreSQL is not installed; test.sh installs it");

    /// <summary>Where the server's programs are, or null: the newest version of Debian's layout.</summary>
    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    internal string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=slo;Database=postgres;Timeout=5");

    private string Data => Path.Combine(_folder.FullName, "data");

    internal static async Task<PostgresServer> StartAsync()
    {
        PostgresServer server = new();
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            await RunAsync("chown", "postgres", server._folder.FullName);
        }

        await RunAsync(AsServerUser(Path.Combine(Programs!, "initdb"), "-D", server.Data, "-U", "slo", "-A", "trust", "--no-sync"));
        server._server = Start(AsServerUser(
            Path.Combine(Programs!, "postgres"), "-D", server.Data, "-h", "127.0.0.1", "-p", server._port.ToString(CultureInfo.InvariantCulture),
            "-k", server._folder.FullName, "-c", "fsync=off"));
        await Eventually.TrueAsync(server.Answers, "PostgreSQL answers");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            await RunAsync(AsServerUser(Path.Combine(Programs!, "pg_ctl"), "stop", "-D", Data, "-m", "immediate"));
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        _folder.Delete(recursive: true);
    }

    private bool Answers()
    {
        try
        {
            using NpgsqlConnection connection = new(ConnectionString + ";Pooling=false");
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string[] AsServerUser(params string[] command) => Environment.UserName == "root"
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command]
        : command;

    private static Process Start(params string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(params string[] command)
    {
        using Process process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: exit code {process.ExitCode}");
        }
    }
}
