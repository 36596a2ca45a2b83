namespace Slo.Definitions;

/// <summary>"Did you mean": the names closest to a mistyped one.</summary>
internal static class NearestNames
{
    internal static string Hint(string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        if (names.Length == 0)
        {
            return "none is declared";
        }

        var near = names
            .Select(candidate => (candidate, distance: SloText.EditDistance(name, candidate)))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(3).Select(pair => $"'{pair.candidate}'");
        return $"the nearest of {names.Length} declared: {string.Join(", ", near)}";
    }
}
