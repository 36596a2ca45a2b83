using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Slo.Analyzers;

/// <summary>The names that one compilation declares and uses. Thread-safe.</summary>
internal sealed class ObjectiveNames
{
    private volatile bool _comeFromElsewhere;

    internal ConcurrentDictionary<string, bool> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal ConcurrentBag<(string Name, Location Location)> Uses { get; } = [];

    /// <summary>Whether there may be names that the code does not show.</summary>
    internal bool ComeFromElsewhere => _comeFromElsewhere;

    internal void Declare(IOperation? name)
    {
        if (name?.ConstantValue is { HasValue: true, Value: string text })
        {
            Declared[text] = true;
        }
        else
        {
            AddUnknown();
        }
    }

    internal void AddUnknown() => _comeFromElsewhere = true;
}
