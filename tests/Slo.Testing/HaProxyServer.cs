using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Slo.Testing;

/// <summary>
/// A real HAProxy (Debian package haproxy) on free loopback ports, with its files in a temporary folder. Backend <c>shop</c> has the servers
/// <c>stable</c> (weight 90) and <c>canary</c> (weight 10); backend <c>fixed</c> has a static algorithm, whose weights HAProxy hardly lets
/// change; backend <c>checked</c> has the same servers as <c>shop</c>, and checks <c>stable</c>.
/// </summary>
public sealed class HaProxyServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly int _web;
    private readonly int _admin;
    private ServerProcess? _process;

    private HaProxyServer(DirectoryInfo folder)
    {
        _folder = folder;
        _web = LoopbackPort.FreeNumber();
        _admin = LoopbackPort.FreeNumber();
    }

    /// <summary>Why a test skips, or null if it can run. On a developer's machine only: CI has it.</summary>
    public static string? MissingReason => Program is not null || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : "HAProxy is not installed; test.sh installs it";

    /// <summary>Where it takes requests for backend shop.</summary>
    public Uri Web => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_web}/"));

    /// <summary>The runtime API, for an administrator.</summary>
    public Uri Socket => new("unix://" + Path.Combine(_folder.FullName, "admin.sock"));

    /// <summary>The same over TCP.</summary>
    public Uri Tcp => new(string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{_admin}"));

    /// <summary>The runtime API, for reading only.</summary>
    public Uri ReadOnlySocket => new("unix://" + Path.Combine(_folder.FullName, "user.sock"));

    // Of the system's administrator, so not in everybody's PATH.
    private static string? Program => File.Exists("/usr/sbin/haproxy") ? "/usr/sbin/haproxy" : ServerProcess.IsInstalled("haproxy") ? "haproxy" : null;

    /// <param name="stable">The loopback port of the server <c>stable</c>; by default nothing listens there.</param>
    /// <param name="canary">That of <c>canary</c>.</param>
    public static async Task<HaProxyServer> StartAsync(int stable = 1, int canary = 1)
    {
        HaProxyServer server = new(Directory.CreateTempSubdirectory("slo-haproxy-"));
        await File.WriteAllTextAsync(Path.Combine(server._folder.FullName, "haproxy.cfg"), string.Create(CultureInfo.InvariantCulture, $"""
            global
                stats socket {server.Socket.LocalPath} mode 600 level admin
                stats socket {server.ReadOnlySocket.LocalPath} mode 600 level user
                stats socket ipv4@127.0.0.1:{server._admin} level admin
            defaults
                mode http
                timeout connect 2s
                timeout client 10s
                timeout server 10s
            frontend web
                bind 127.0.0.1:{server._web}
                default_backend shop
            backend shop
                balance roundrobin
                server stable 127.0.0.1:{stable} weight 90
                server canary 127.0.0.1:{canary} weight 10
            backend checked
                balance roundrobin
                server stable 127.0.0.1:{stable} weight 90 check inter 100ms fall 1 rise 1
                server canary 127.0.0.1:{canary} weight 10
            backend fixed
                balance static-rr
                server one 127.0.0.1:1 weight 10
                server two 127.0.0.1:1 weight 10

            """)).ConfigureAwait(false);
        await server.StartProcessAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>Gives it a command over its runtime API, and returns its answer.</summary>
    public async Task<string> AskAsync(string command)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket.LocalPath)).ConfigureAwait(false);
        using NetworkStream stream = new(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n")).ConfigureAwait(false);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync().ConfigureAwait(false);
    }

    /// <summary>Ends it as a crash would. Its socket remains, without a listener.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            await process.KillAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts it anew after <see cref="KillAsync"/>, with what its configuration says.</summary>
    public Task StartAgainAsync() => StartProcessAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    // In the foreground, so that it ends with the fixture.
    private async Task StartProcessAsync() => _process = await ServerProcess.StartAsync(
        _folder, AnswersAsync, Program!, "-db", "-f", Path.Combine(_folder.FullName, "haproxy.cfg")).ConfigureAwait(false);

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await AskAsync("show info").ConfigureAwait(false)).Contains("Pid:", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
