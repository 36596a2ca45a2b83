using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>Settings in memory that a test changes while a host follows them.</summary>
internal sealed class MutableConfiguration(Dictionary<string, string?> values) : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load() => Data = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets keys, or removes those that are null, and tells the host.</summary>
    internal void Set(Dictionary<string, string?> changes)
    {
        foreach ((var key, var value) in changes)
        {
            if (value is null)
            {
                values.Remove(key);
            }
            else
            {
                values[key] = value;
            }
        }

        Load();
        OnReload();
    }
}
