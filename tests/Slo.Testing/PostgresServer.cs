using System.Diagnostics;
using System.Globalization;

namespace Slo.Testing;

/// <summary>A real PostgreSQL of its own in a temporary folder, on a free loopback port, which ends with the fixture.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-pg-");
    private Process? _server;

    private PostgresServer()
    {
    }

    /// <summary>Why a test skips, or null if it can run. On a developer's machine only: CI has it.</summary>
    public static string? MissingReason => Programs is not null || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : "PostgreSQL is not installed; test.sh installs it";

    // The newest version of Debian's layout.
    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    public int Port { get; } = LoopbackPort.FreeNumber();

    public string ConnectionString => ConnectionStringOf(Port);

    private string Data => Path.Combine(_folder.FullName, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        PostgresServer server = new();
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            await RunAsync("chown", "postgres", server._folder.FullName).ConfigureAwait(false);
        }

        await RunAsync(AsServerUser(Path.Combine(Programs!, "initdb"), "-D", server.Data, "-U", "slo", "-A", "trust", "--no-sync")).ConfigureAwait(false);
        await server.ResumeAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>A server that follows this one, until it is promoted.</summary>
    public async Task<PostgresServer> StartStandbyAsync()
    {
        PostgresServer standby = new();
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", standby._folder.FullName).ConfigureAwait(false);
        }

        await RunAsync(AsServerUser(
            Path.Combine(Programs!, "pg_basebackup"), "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "slo", "-D", standby.Data,
            "-R", "-X", "stream", "--checkpoint=fast", "--no-sync")).ConfigureAwait(false);
        await standby.ResumeAsync().ConfigureAwait(false);
        return standby;
    }

    /// <summary>Makes a standby the server.</summary>
    public Task PromoteAsync() => RunAsync(AsServerUser(Path.Combine(Programs!, "pg_ctl"), "promote", "-D", Data, "-w"));

    /// <summary>The same for another port, of a proxy before it.</summary>
    public static string ConnectionStringOf(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=slo;Database=postgres;Timeout=5");

    /// <summary>Ends it as a crash would.</summary>
    public async Task CrashAsync()
    {
        if (_server is { HasExited: false } server)
        {
            await RunAsync(AsServerUser(Path.Combine(Programs!, "pg_ctl"), "stop", "-D", Data, "-m", "immediate")).ConfigureAwait(false);
            await server.WaitForExitAsync().ConfigureAwait(false);
        }

        _server?.Dispose();
        _server = null;
    }

    /// <summary>Starts it on what it has.</summary>
    public async Task ResumeAsync()
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        _server = Start(AsServerUser(
            Path.Combine(Programs!, "postgres"), "-D", Data, "-h", "127.0.0.1", "-p", port, "-k", _folder.FullName, "-c", "fsync=off"));
        await Eventually.TrueAsync(() => AnswersAsync(port), () => "PostgreSQL answers").ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CrashAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> AnswersAsync(string port)
    {
        using Process process = Start(Path.Combine(Programs!, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", port);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0;
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
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: exit code {process.ExitCode}");
        }
    }
}
