using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fleet;

/// <summary>PostgreSQL for the time of the story: in a temporary folder, on a free port of loopback. Debian's programs.</summary>
internal sealed class Database : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-fleet-");
    private readonly string _programs;
    private readonly int _port = FreePort();
    private Process? _server;

    private Database(string programs) => _programs = programs;

    internal string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=slo;Database=postgres");

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    internal static async Task<Database> StartAsync(CancellationToken cancellation)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        Database database = new(programs ?? throw new InvalidOperationException(
            "PostgreSQL is not in /usr/lib/postgresql: install it (apt-get install postgresql), or set ConnectionStrings__Slo."));
        try
        {
            await database.CreateAsync(cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            await RunAsync(AsServerUser(Program("pg_ctl"), "stop", "-D", Data, "-m", "fast"), CancellationToken.None);
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            await RunAsync(["chown", "postgres", _folder.FullName], cancellation);
        }

        await RunAsync(AsServerUser(Program("initdb"), "-D", Data, "-U", "slo", "-A", "trust", "--no-sync"), cancellation);
        var port = _port.ToString(CultureInfo.InvariantCulture);
        _server = Start(AsServerUser(Program("postgres"), "-D", Data, "-h", "127.0.0.1", "-p", port, "-k", _folder.FullName));
        var started = TimeProvider.System.GetTimestamp();
        while (await ExitCodeAsync([Program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", port], cancellation) != 0)
        {
            if (_server.HasExited || TimeProvider.System.GetElapsedTime(started) > StartLimit)
            {
                throw new InvalidOperationException("PostgreSQL does not start.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
        }
    }

    private string Program(string name) => Path.Combine(_programs, name);

    private static string[] AsServerUser(params string[] command) => Environment.UserName == "root"
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command]
        : command;

    private static async Task RunAsync(string[] command, CancellationToken cancellation)
    {
        if (await ExitCodeAsync(command, cancellation) is not 0 and var code)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: exit code {code}");
        }
    }

    private static async Task<int> ExitCodeAsync(string[] command, CancellationToken cancellation)
    {
        using Process process = Start(command);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    private static Process Start(string[] command)
    {
        Process process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
