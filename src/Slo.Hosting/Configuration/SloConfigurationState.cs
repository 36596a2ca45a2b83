namespace Slo.Hosting.Configuration;

/// <summary>Whether the current configuration is in force; health checks report it.</summary>
internal sealed class SloConfigurationState
{
    private volatile string? _refusal;

    /// <summary>Why the newest configuration was refused, or null if it is in force.</summary>
    internal string? Refusal => _refusal;

    internal void Accept() => _refusal = null;

    internal void Refuse(string reason) => _refusal = reason;
}
