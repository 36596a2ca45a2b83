namespace Canary;

/// <summary>--stable ADDRESS and --canary ADDRESS are the two versions; --store FILE keeps the proxy's state; after --life 15m it exits, in
/// case the sample was killed.</summary>
internal sealed record ProxyArguments(Uri Stable, Uri Canary, string Store, TimeSpan Life)
{
    /// <summary>The secret of Alertmanager; null: the proxy evaluates the objective of the canary itself.</summary>
    internal string? Token { get; } = Environment.GetEnvironmentVariable(AppArguments.TokenVariable);

    internal static ProxyArguments Read(string[] args)
    {
        Arguments values = new(args, "--stable", "--canary", "--store", "--life");
        return new ProxyArguments(
            new Uri(values.Required("stable")), new Uri(values.Required("canary")), values.Required("store"), values.Life());
    }
}
