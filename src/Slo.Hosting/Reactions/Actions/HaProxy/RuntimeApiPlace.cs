using System.Globalization;

namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>Normalizes the address of a runtime API, so that different addresses of one HAProxy are equal.</summary>
internal static class RuntimeApiPlace
{
    /// <returns>The full path of a Unix socket with links resolved, or the host and the port; other addresses unchanged.</returns>
    internal static string Of(Uri? address) => address switch
    {
        { IsAbsoluteUri: true, Scheme: "unix", Host.Length: 0 } => "unix://" + FullPath(address.LocalPath),
        { IsAbsoluteUri: true, Scheme: "tcp" } => string.Create(CultureInfo.InvariantCulture, $"tcp://{Host(address)}:{address.Port}"),
        _ => address?.OriginalString ?? "",
    };

    private static string Host(Uri address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : address.Host;

    // /var/run is a link to /run on most systems. A path that does not exist yet is not resolved.
    private static string FullPath(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var resolved = Path.GetPathRoot(full)!;
            foreach (var name in full[resolved.Length..].Split(Path.DirectorySeparatorChar))
            {
                resolved = Path.Combine(resolved, name);
                FileInfo file = new(resolved);
                resolved = file.LinkTarget is null ? resolved : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            }

            return resolved;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The path cannot be read, or is not valid.
            return path;
        }
    }
}
