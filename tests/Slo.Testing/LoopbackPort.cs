using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slo.Testing;

/// <summary>Addresses for servers that cannot choose a port themselves.</summary>
public static class LoopbackPort
{
    /// <summary>"127.0.0.1:port" with a port that was free a moment ago.</summary>
    public static string Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
