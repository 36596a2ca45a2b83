using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slo.Testing;

/// <summary>
/// Ports for servers that cannot choose one themselves, and for addresses at which nothing listens. Below the range from which systems
/// take ports for outgoing connections (32768 and up): one of these would soon be in use again.
/// </summary>
public static class LoopbackPort
{
    private const int First = 10_240;
    private const int Last = 32_767;

    /// <summary>"127.0.0.1:port" with a port that was free a moment ago.</summary>
    public static string Free() => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreeNumber()}");

    /// <summary>A port that was free a moment ago.</summary>
    /// <param name="address">Of the loopback range.</param>
    public static int FreeNumber(string address = "127.0.0.1")
    {
        while (true)
        {
#pragma warning disable CA5394 // Only to keep test projects that run at the same time apart.
            var port = Random.Shared.Next(First, Last + 1);
#pragma warning restore CA5394
            try
            {
                using TcpListener listener = new(IPAddress.Parse(address), port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
