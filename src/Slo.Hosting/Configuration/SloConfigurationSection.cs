using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>A section that the objectives of a set were read from, to be followed while the app runs.</summary>
internal sealed record SloConfigurationSection(string Set, IConfiguration Configuration)
{
    /// <summary>Whether both are the same part of the configuration: each GetSection makes a new object.</summary>
    internal bool IsSameAs(IConfiguration other) => ReferenceEquals(Configuration, other)
        || (Configuration is IConfigurationSection { Path: var path } && other is IConfigurationSection { Path: var otherPath }
            && string.Equals(path, otherPath, StringComparison.OrdinalIgnoreCase));
}
