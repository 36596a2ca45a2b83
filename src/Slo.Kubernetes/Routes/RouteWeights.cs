using System.Globalization;

namespace Slo.Kubernetes.Routes;

/// <summary>The weights of the destinations of a route, in their order. Immutable.</summary>
/// <param name="Names">The names of the destinations.</param>
/// <param name="Written">The weights in the object; null: the default applies.</param>
/// <param name="Default">The weight of a destination without one.</param>
internal sealed record RouteWeights(IReadOnlyList<string> Names, IReadOnlyList<int?> Written, int Default)
{
    /// <summary>The sum of the weights that an action sets.</summary>
    internal const int Whole = 100;

    internal IReadOnlyList<int> Values => [.. Written.Select(weight => weight ?? Default)];

    /// <summary>The weights with one destination set to a share in percent; the others share the rest in their proportions. Null: no other
    /// destination has weight.</summary>
    internal RouteWeights? With(int index, int share)
    {
        IReadOnlyList<int> values = Values;
        var rest = Whole - share;
        var others = values.Where((_, i) => i != index).Sum(weight => (long)weight);
        if (rest > 0 && others == 0)
        {
            return null;
        }

        int?[] scaled = [.. values.Select((weight, i) => i == index ? share : rest == 0 ? 0 : (int?)((long)weight * rest / others))];
        IEnumerable<int> byRemainder = Enumerable.Range(0, values.Count).Where(i => i != index && rest > 0)
            .OrderByDescending(i => (long)values[i] * rest % others);
        foreach (var i in byRemainder.Take(Whole - scaled.Sum(weight => weight!.Value)).ToArray())
        {
            scaled[i]++;
        }

        return this with { Written = scaled };
    }

    internal bool IsSameAs(RouteWeights other) => Names.SequenceEqual(other.Names) && Values.SequenceEqual(other.Values);

    /// <summary>For results: <c>stable 90, canary 10</c>.</summary>
    public override string ToString() => string.Join(
        ", ", Names.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{name} {Values[i]}")));
}
