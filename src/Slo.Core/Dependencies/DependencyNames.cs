using System.Collections.Concurrent;

namespace Slo.Dependencies;

/// <summary>The dependencies of an app: those that objectives declare, and at most 64 others, however many addresses it calls. Whatever
/// comes beyond them, and every name that is not one, shares one name, so no call is lost and hostile names cost no memory.</summary>
internal sealed class DependencyNames
{
    // Those that have a place, as they were written first.
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);

    // How many objectives declare a name. Under the gate.
    private readonly Dictionary<string, int> _declared = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    // An app that calls thousands of hosts must not take the lock for each call.
    private volatile bool _isFull;

    internal SloDependencyOptions Options { get; private set; } = new();

    /// <summary>The name under which calls are counted.</summary>
    /// <param name="called">What the call gave: a host, an address, a name.</param>
    internal string Of(string called)
    {
        var name = NameOf(called);
        return _known.TryGetValue(name, out var known) ? known : _isFull || !IsName(name) ? SloDependencyStatus.Other : Add(called);
    }

    /// <summary>Whether a name has a place.</summary>
    internal bool Has(string name) => _known.ContainsKey(name);

    /// <summary>Counts calls by other names from now on. What no address has as its name any more leaves its place, and so do addresses
    /// that are given a name.</summary>
    internal void Rename(SloDependencyOptions options)
    {
        lock (_gate)
        {
            HashSet<string> before = new(Options.Names.Values, StringComparer.OrdinalIgnoreCase);
            HashSet<string> given = new(options.Names.Values, StringComparer.OrdinalIgnoreCase);
            Options = options;
            foreach (var name in _known.Keys)
            {
                if (!_declared.ContainsKey(name) && !given.Contains(name) && (before.Contains(name) || options.Names.ContainsKey(name)))
                {
                    _known.TryRemove(name, out _);
                }
            }

            Measure();
        }
    }

    /// <summary>Gives declared dependencies a place of their own, for as long as any objective declares them.</summary>
    /// <param name="declared">What an objective declares from now on.</param>
    /// <param name="before">What it declared before.</param>
    internal void Declare(IReadOnlyList<SloDeclaredDependency> declared, IReadOnlyList<SloDeclaredDependency> before)
    {
        lock (_gate)
        {
            foreach (SloDeclaredDependency dependency in declared)
            {
                _declared[dependency.Name] = _declared.GetValueOrDefault(dependency.Name) + 1;
                _known.TryAdd(dependency.Name, dependency.Name);
            }

            foreach (SloDeclaredDependency dependency in before)
            {
                if (--_declared[dependency.Name] == 0)
                {
                    // If it is called, it takes one of the other places, unless there is none.
                    _declared.Remove(dependency.Name);
                    _known.TryRemove(dependency.Name, out _);
                }
            }

            Measure();
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

    private string NameOf(string called) => Options.Names.TryGetValue(called, out var given) && given is not null ? given : called;

    private string Add(string called)
    {
        lock (_gate)
        {
            // Names may have changed a moment ago.
            var name = NameOf(called);
            if (_known.TryGetValue(name, out var known))
            {
                return known;
            }

            if (_isFull || !IsName(name))
            {
                return SloDependencyStatus.Other;
            }

            _known[name] = name;
            Measure();
            return name;
        }
    }

    // Under the gate. All declared names are known.
    private void Measure() => _isFull = _known.Count - _declared.Count >= SloDependencyStatus.MostDependencies;
}
