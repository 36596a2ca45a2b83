using System.Net.Sockets;

namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>Finds errors in the settings. Names become part of commands, so only the characters that HAProxy itself allows in names are
/// accepted.</summary>
internal static class HaProxyFaults
{
    private const string Example = "for example unix:///run/haproxy.sock or tcp://127.0.0.1:9999";

    internal static IEnumerable<string> OfAddress(Uri? address) => address switch
    {
        null => [$"Address: is missing; write where the runtime API is, {Example}"],
        { IsAbsoluteUri: false } => [$"Address: is not an absolute address, {Example}"],
        { UserInfo.Length: > 0 } or { Query.Length: > 0 } or { Fragment.Length: > 0 } =>
            [$"Address: has more than a host and a port, or a path; write {Example}"],
        { Scheme: "unix", Host.Length: 0 } when IsSocket(address.LocalPath) => [],
        { Scheme: "tcp", Host.Length: > 0, Port: > 0, AbsolutePath: "" or "/" } => [],
        _ => [$"Address '{SloText.OneLine(address.ToString())}': must be the path of a Unix socket, or a host with a port, {Example}"],
    };

    internal static IEnumerable<string> OfNames(string backend, string server) =>
        [.. OfName("Backend", backend), .. OfName("Server", server)];

    internal static IEnumerable<string> OfValues(string? weight, string? state) => (weight, state) switch
    {
        (null, null) => ["Weight: is missing; write what to set, for example \"Weight\": 0 or \"State\": \"drain\""],
        (not null, not null) => ["Weight: cannot be set together with State; write one of them"],
        (not null, _) when !ServerSetting.IsWeight(weight) =>
            [$"Weight '{SloText.OneLine(weight)}': must be from 0 to {ServerSetting.LargestWeight}, or from 0% to 100%"],
        (_, not null) when !ServerSetting.States.Contains(state) =>
            [$"State '{SloText.OneLine(state)}': must be one of {string.Join(", ", ServerSetting.States)}"],
        _ => [],
    };

    private static IEnumerable<string> OfName(string key, string name)
    {
        if (string.IsNullOrEmpty(name))
        {
            yield return $"{key}: is missing; write its name in the configuration of HAProxy";
        }
        else if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':'))
        {
            yield return $"{key} '{SloText.OneLine(name)}': must consist of letters, digits, '-', '_', '.' and ':', as in the "
                + "configuration of HAProxy";
        }
    }

    private static bool IsSocket(string path)
    {
        try
        {
            _ = new UnixDomainSocketEndPoint(path);
            return path.Length > 1;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
