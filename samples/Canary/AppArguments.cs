namespace Canary;

/// <summary>--version 1.5.0 is the version of the app; --role is stable or canary; --store FILE keeps its state; after --life 15m it exits,
/// in case the sample was killed; --haproxy ADDRESS is the runtime API of HAProxy, for the app that has the reaction.</summary>
internal sealed record AppArguments(string Version, bool IsCanary, string Store, TimeSpan Life, Uri? HaProxy)
{
    /// <summary>The environment variable with the secret of Alertmanager. It is not an argument, because arguments are visible to every
    /// user of the machine.</summary>
    internal const string TokenVariable = "CANARY_ALERTMANAGER_TOKEN";

    /// <summary>The secret of Alertmanager; null: no alert is received from it.</summary>
    internal string? Token { get; } = Environment.GetEnvironmentVariable(TokenVariable);

    internal static AppArguments Read(string[] args)
    {
        Arguments values = new(args, "--version", "--role", "--store", "--life", "--haproxy");
        return new AppArguments(
            values.Required("version"),
            values.Required("role") switch
            {
                "stable" => false,
                "canary" => true,
                var role => throw new ArgumentException($"--role {role}: must be stable or canary"),
            },
            values.Required("store"),
            values.Life(),
            values.Text("haproxy") is { } address ? new Uri(address) : null);
    }
}
