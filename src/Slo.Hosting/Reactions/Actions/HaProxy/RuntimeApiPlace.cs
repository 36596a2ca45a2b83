using System.Globalization;

namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>Where a runtime API is, in one form for each: two addresses of one HAProxy must not look like two.</summary>
internal static class RuntimeApiPlace
{
    /// <returns>The full path of a Unix socket without links, or the host and the port. The address as it is, if it is none.</returns>
    internal static string Of(Uri? address) => address switch
    {
        { IsAbsoluteUri: true, Scheme: "unix", Host.Length: 0 } => "unix://" + FullPath(address.LocalPath),
        { IsAbsoluteUri: true, Scheme: "tcp" } => string.Create(CultureInfo.InvariantCulture, $"tcp://{Host(address)}:{address.Port}"),
        _ => address?.OriginalString ?? "",
    };

    private static string Host(Uri address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : address.Host;

    // /var/run is a link to /run on most systems. What does not exist yet is no link.
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
            // It may not be seen, or is no path.
            return path;
        }
    }
}
