using System.Collections.Concurrent;

namespace Slo.Dependencies;

/// <summary>The dependencies of an app: at most 64, however many addresses it calls. Whatever comes beyond them, and every name that is not
/// one, shares one name, so no call is lost and hostile names cost no memory.</summary>
internal sealed class DependencyNames
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    // An app that calls thousands of hosts must not take the lock for each call.
    private volatile bool _isFull;

    internal SloDependencyOptions Options { get; set; } = new();

    /// <summary>The name under which calls are counted.</summary>
    /// <param name="called">What the call gave: a host, an address, a name.</param>
    internal string Of(string called)
    {
        var name = Options.Names.TryGetValue(called, out var given) && given is not null ? given : called;
        return _known.TryGetValue(name, out var known) ? known : _isFull ? SloDependencyStatus.Other : Add(name);
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
            _isFull = _known.Count >= SloDependencyStatus.MostDependencies;
            return _known.TryGetValue(name, out var known) ? known : _isFull ? SloDependencyStatus.Other : _known[name] = name;
        }
    }

    internal static bool IsName(string? name)
    {
        if (name is not { Length: > 0 and <= SloDependencyStatus.LongestName })
        {
            return false;
        }

        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_' or ':' or '/' or '[' or ']' or '%'))
            {
                return false;
            }
        }

        return true;
    }
}
