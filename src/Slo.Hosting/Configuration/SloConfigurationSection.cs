using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Slo.Hosting.Configuration;

/// <summary>A section from which the objectives of a set are read; it is watched while the app runs.</summary>
/// <param name="set">The name of the set.</param>
/// <param name="given">The section; null: the section <c>Slo</c> of the host's configuration.</param>
internal sealed class SloConfigurationSection(string set, IConfiguration? given)
{
    private const string DefaultPath = "Slo";

    private IConfiguration? _section = given;

    internal string Set => set;

    /// <summary>The section, or null: the host has no configuration.</summary>
    internal IConfiguration? In(IServiceProvider services) =>
        _section ?? services.GetService<IConfiguration>()?.GetSection(DefaultPath);

    /// <summary>
    /// Takes over a section that is asked for too, if it is the same part of the configuration: every GetSection returns a new object. A
    /// section that is given is preferred to the one of the host.
    /// </summary>
    /// <returns>Whether it is the same, and so is read already.</returns>
    internal bool TryJoin(IConfiguration? other)
    {
        var isSame = ReferenceEquals(_section, other)
            || (PathOf(_section) is { } path && path.Equals(PathOf(other), StringComparison.OrdinalIgnoreCase));
        _section ??= isSame ? other : null;
        return isSame;
    }

    private static string? PathOf(IConfiguration? section) =>
        section is null ? DefaultPath : (section as IConfigurationSection)?.Path;
}
