using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Canary;

/// <summary>HAProxy, whose weights any process changes through its runtime API.</summary>
/// <param name="folder">For its files.</param>
internal sealed class HaProxy(string folder) : IProxy
{
    internal const string Program = "haproxy";

    private readonly string _socket = Path.Combine(folder, "haproxy.sock");
    private ServerProgram? _server;
    private Uri? _address;

    public Uri Address => _address!;

    public Uri Control => new("unix://" + _socket);

    public string WeightCommand => $"echo 'get weight {TrafficSplit.Service}/{TrafficSplit.Canary}' | socat - {_socket}";

    public async Task StartAsync(Uri stable, Uri canary, CancellationToken cancellation) =>
        (_server, _address) = await ServerProgram.StartAsync(
            Program,
            folder,
            async own =>
            {
                var file = Path.Combine(folder, "haproxy.cfg");
                await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
                    global
                        stats socket {_socket} mode 600 level admin
                    defaults
                        mode http
                        timeout connect 2s
                        timeout client 30s
                        timeout server 10s
                    frontend web
                        bind {own.Authority}
                        default_backend {TrafficSplit.Service}
                    backend {TrafficSplit.Service}
                        balance roundrobin
                        server {TrafficSplit.Stable} {stable.Authority} weight {TrafficSplit.StableWeight} check inter 1s
                        server {TrafficSplit.Canary} {canary.Authority} weight {TrafficSplit.CanaryWeight} check inter 1s

                    """), cancellation);
                // In the foreground, so that it ends with the sample.
                return ["-db", "-f", file];
            },
            async _ => (await AskAsync("show info", cancellation)).Contains("Pid:", StringComparison.Ordinal),
            cancellation);

    public async Task<int> CanaryWeightAsync(CancellationToken cancellation)
    {
        // For example "10 (initial 10)".
        var answer = await AskAsync($"get weight {TrafficSplit.Service}/{TrafficSplit.Canary}", cancellation);
        return int.Parse(answer.AsSpan(0, answer.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<string> AskAsync(string command, CancellationToken cancellation)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellation);
        await using NetworkStream stream = new(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\n"), cancellation);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(cancellation);
    }
}
