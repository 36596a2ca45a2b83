using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slo.Dependencies;

/// <summary>The names of addresses, of which the same ones are called again and again: each is built once.</summary>
internal sealed class AddressNames
{
    /// <summary>An app that calls more addresses builds the names of the others for each call.</summary>
    internal const int Most = 256;

    // Not shown: they say nothing that the name of the host does not.
    private static readonly int[] UsualPorts = [80, 443, 1433, 3306, 5432, 6379];

    private readonly ConcurrentDictionary<(string Host, int Port, string? Database), string> _known = new();
    private readonly Lock _gate = new();
    private volatile bool _isFull;

    /// <summary>Those of the process.</summary>
    internal static AddressNames Shared { get; } = new();

    /// <summary>The host, the port if it is not a usual one, and the database if there is one. An IPv6 address is in brackets.</summary>
    internal string Of(string host, int? port, string? database = null)
    {
        var shown = port is null || Array.IndexOf(UsualPorts, port.Value) >= 0 ? -1 : port.Value;
        if (shown < 0 && database is null && !host.Contains(':', StringComparison.Ordinal))
        {
            return host;
        }

        return _known.TryGetValue((host, shown, database), out var known) ? known : Build(host, shown, database);
    }

    private string Build(string host, int port, string? database)
    {
        var name = IsBareIPv6(host) ? $"[{host}]" : host;
        name = port < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{port}");
        name = database is null ? name : $"{name}/{database}";
        if (_isFull || name.Length > SloDependencyStatus.LongestName)
        {
            return name;
        }

        lock (_gate)
        {
            if (_known.Count < Most)
            {
                return _known.GetOrAdd((host, port, database), name);
            }

            _isFull = true;
            return name;
        }
    }

    private static bool IsBareIPv6(string host) => host.Contains(':', StringComparison.Ordinal) && host[0] != '['
        && IPAddress.TryParse(host, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
