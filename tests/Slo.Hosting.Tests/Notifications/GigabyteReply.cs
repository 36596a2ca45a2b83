using System.Net;
using System.Net.Sockets;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Answers each connection with a gigabyte, and counts what really went out. By hand: a web server goes on "writing" after its client has left.</summary>
internal sealed class GigabyteReply : IDisposable
{
    private const int Length = 1024 * 1024 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private long _sent;
    private int _left;

    internal GigabyteReply()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    internal Uri Address => new($"http://{_listener.LocalEndpoint}/hook");

    internal long Sent => Interlocked.Read(ref _sent);

    /// <summary>Connections that the other side closed.</summary>
    internal int Left => Volatile.Read(ref _left);

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            using Socket socket = await _listener.AcceptSocketAsync();
            var block = new byte[1024 * 1024];
            await socket.ReceiveAsync(block);
            try
            {
                await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Length}\r\n\r\n"));
                for (long sent = 0; sent < Length; sent += block.Length)
                {
                    await socket.SendAsync(block);
                    Interlocked.Add(ref _sent, block.Length);
                }
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _left);
            }
        }
    }
}
