namespace Canary;

/// <summary>The arguments with which a version of the shop is started.</summary>
/// <param name="Role">stable or canary.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">The folder of its state.</param>
/// <param name="Life">The time after which it exits.</param>
/// <param name="HaProxy">The runtime API of HAProxy, if it has the reaction.</param>
/// <param name="Token">The secret of Alertmanager, if it calls this app.</param>
internal sealed record AppStart(string Role, string Version, string Folder, TimeSpan Life, Uri? HaProxy, string? Token)
{
    internal string[] ToArguments() =>
    [
        "app", "--role", Role, "--version", Version, "--store", Path.Combine(Folder, $"{Role}.db"), "--life", Arguments.TextOf(Life),
        .. HaProxy is { } address ? ["--haproxy", address.ToString()] : Array.Empty<string>(),
    ];
}
