using System.Net;
using System.Net.Sockets;

namespace Slo.AspNetCore.Tests;

/// <summary>Passes on the datagrams between one client and a server on this machine, until it is cut.</summary>
internal sealed class UdpRelay : IAsyncDisposable
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);

    private readonly CancellationTokenSource _cut = new();
    private readonly Socket _front = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _back = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Task _running;
    private volatile EndPoint? _client;

    internal UdpRelay(int serverPort)
    {
        _front.Bind(Anywhere);
        _back.Bind(Anywhere);
        IPEndPoint server = new(IPAddress.Loopback, serverPort);
        _running = Task.WhenAll(PassAsync(_front, from => Remember(from, server)), PassAsync(_back, _ => _client));
    }

    internal int Port => ((IPEndPoint)_front.LocalEndPoint!).Port;

    /// <summary>From now on each side hears nothing of the other.</summary>
    internal async Task CutAsync()
    {
        await _cut.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _front.Dispose();
        _back.Dispose();
        _cut.Dispose();
    }

    private IPEndPoint Remember(EndPoint client, IPEndPoint server)
    {
        _client = client;
        return server;
    }

    private async Task PassAsync(Socket from, Func<EndPoint, EndPoint?> to)
    {
        var buffer = new byte[65536];
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await from.ReceiveFromAsync(buffer, SocketFlags.None, Anywhere, _cut.Token);
                if (to(received.RemoteEndPoint) is { } target)
                {
                    await (from == _front ? _back : _front).SendToAsync(buffer.AsMemory(0, received.ReceivedBytes), SocketFlags.None, target, _cut.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
