using System.Collections.Concurrent;

namespace Slo.Dependencies;

/// <summary>The dependencies of an app: at most 64, however many addresses it calls. Whatever comes beyond them, and every name that is not
/// one, shares one name, so no call is lost and hostile names cost no memory.</summary>
internal sealed class DependencyNames
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    internal SloDependencyOptions Options { get; set; } = new();

    /// <summary>The name under which calls are counted.</summary>
    /// <param name="called">What the call gave: a host, an address, a name.</param>
    internal string Of(string called)
    {
        var name = Options.Names.TryGetValue(called, out var given) ? given : called;
        return _known.TryGetValue(name, out var known) ? known : Add(name);
    }

    /// <summary>Reserves the place of a name.</summary>
    internal string Add(string name)
    {
        if (!IsName(name))
        {
            return SloDependencyStatus.Other;
        }

        lock (_gate)
        {
            return _known.TryGetValue(name, out var known) ? known
                : _known.Count >= SloDependencyStatus.MostDependencies ? SloDependencyStatus.Other
                : _known[name] = name;
        }
    }

    internal static bool IsName(string name) => name.Length is > 0 and <= SloDependencyStatus.LongestName
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or ':' or '/' or '[' or ']' or '%');
}
