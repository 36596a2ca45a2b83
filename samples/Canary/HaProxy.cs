using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Canary;

/// <summary>HAProxy in front of the two versions: 90 of 100 requests go to the stable one, 10 to the canary.</summary>
internal sealed class HaProxy : IAsyncDisposable
{
    internal const string Backend = "shop";
    internal const string CanaryServer = "canary";
    internal const int CanaryWeight = 10;

    private readonly ServerProgram _server;
    private readonly string _socket;

    private HaProxy(ServerProgram server, string socket, Uri address)
    {
        _server = server;
        _socket = socket;
        Address = address;
    }

    /// <summary>The address for the requests of users.</summary>
    internal Uri Address { get; }

    /// <summary>The runtime API of an HAProxy whose files are in this folder.</summary>
    internal static Uri SocketIn(string folder) => new("unix://" + Path.Combine(folder, "haproxy.sock"));

    internal static async Task<HaProxy> StartAsync(string folder, Uri stable, Uri canary, CancellationToken cancellation)
    {
        var socket = SocketIn(folder).LocalPath;
        (ServerProgram server, Uri address) = await ServerProgram.StartAsync(
            "haproxy",
            folder,
            async own =>
            {
                var file = Path.Combine(folder, "haproxy.cfg");
                await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
                    global
                        stats socket {socket} mode 600 level admin
                    defaults
                        mode http
                        timeout connect 2s
                        timeout client 30s
                        timeout server 10s
                    frontend web
                        bind {own.Authority}
                        default_backend {Backend}
                    backend {Backend}
                        balance roundrobin
                        server stable {stable.Authority} weight {100 - CanaryWeight} check inter 1s
                        server {CanaryServer} {canary.Authority} weight {CanaryWeight} check inter 1s

                    """), cancellation);
                // In the foreground, so that it ends with the sample.
                return ["-db", "-f", file];
            },
            async _ => (await AskAsync(socket, "show info", cancellation)).Contains("Pid:", StringComparison.Ordinal),
            cancellation);
        return new HaProxy(server, socket, address);
    }

    /// <summary>The weight of the canary, as HAProxy reports it.</summary>
    internal async Task<int> CanaryWeightAsync(CancellationToken cancellation)
    {
        // For example "10 (initial 10)".
        var answer = await AskAsync(_socket, $"get weight {Backend}/{CanaryServer}", cancellation);
        return int.Parse(answer.AsSpan(0, answer.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<string> AskAsync(string path, string command, CancellationToken cancellation)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        await using NetworkStream stream = new(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"), cancellation);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(cancellation);
    }
}
