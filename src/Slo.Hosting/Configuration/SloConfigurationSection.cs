using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>A section from which the objectives of a set were read; it is watched while the app runs.</summary>
internal sealed record SloConfigurationSection(string Set, IConfiguration Configuration)
{
    /// <summary>Whether both are the same part of the configuration: every GetSection returns a new object.</summary>
    internal bool IsSameAs(IConfiguration other) => ReferenceEquals(Configuration, other)
        || (Configuration is IConfigurationSection { Path: var path } && other is IConfigurationSection { Path: var otherPath }
            && string.Equals(path, otherPath, StringComparison.OrdinalIgnoreCase));
}
