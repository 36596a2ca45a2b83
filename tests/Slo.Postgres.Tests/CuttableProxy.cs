using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Slo.Postgres.Tests;

/// <summary>A proxy before a server, which can be cut: connections break, and new ones are refused.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private volatile int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly Task _loop;
    private volatile bool _isCut;

    internal CuttableProxy(int target)
    {
        _target = target;
        _listener.Start();
        _loop = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal void Cut()
    {
        _isCut = true;
        foreach (TcpClient client in _open.Keys)
        {
            client.Dispose();
        }
    }

    internal void Mend() => _isCut = false;

    /// <summary>Connections from now on lead to another server.</summary>
    internal void Redirect(int target) => _target = target;

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _loop;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = ForwardAsync(client);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        try
        {
            if (_isCut)
            {
                return;
            }

            _open[near] = _open[far] = true;
            await far.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
        finally
        {
            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
        }
    }
}
