namespace Slo;

/// <summary>How the calls of an app to its dependencies are observed.</summary>
public sealed class SloDependencyOptions
{
    /// <summary>The most sources.</summary>
    public const int MostSources = 64;

    /// <summary>The most names.</summary>
    public const int MostNames = 1_000;

    /// <summary>The names of the activity sources whose activities of the kind client are calls.</summary>
    /// <value>Default <see cref="SloDependency.DefaultSources"/>; at most 64.</value>
    public IList<string> Sources { get; } = [.. SloDependency.DefaultSources];

    /// <summary>The names of dependencies by what is called: <c>Names["10.0.0.7:8080"] = "payments"</c>. Without one, a dependency has the
    /// name of its host.</summary>
    /// <value>Default: none; at most 1,000. Compared without case.</value>
    public IDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is out of range.</summary>
    public IReadOnlyList<SloFinding> GetFaults() =>
    [
        .. Sources.Count is 0 or > MostSources || Sources.Any(string.IsNullOrWhiteSpace)
            ? new[]
            {
                SloFinding.Error(SloFindingCodes.DependencyOption, FormattableString.Invariant(
                    $"Dependencies: {Sources.Count} sources: must be 1 to {MostSources} names of activity sources, none of them empty"),
                    "Dependencies:Sources"),
            }
            : [],
        .. Names.Count > MostNames
            ? new[]
            {
                SloFinding.Error(SloFindingCodes.DependencyOption, FormattableString.Invariant(
                    $"Dependencies: {Names.Count} names: must be at most {MostNames}"), "Dependencies:Names"),
            }
            : [],
        .. Names.Where(pair => !Slo.Dependencies.DependencyNames.IsName(pair.Value)).Select(pair => SloFinding.Error(
            SloFindingCodes.DependencyOption,
            $"Dependencies: name '{SloText.OneLine(pair.Value, 61)}' of '{SloText.OneLine(pair.Key, 61)}': must be letters, digits and "
            + ". - _ : / [ ] %, at most 64", "Dependencies:Names")),
    ];
}
