using System.Globalization;
using Slo.Dependencies;

namespace Slo;

/// <summary>A dependency as an objective declares it: <c>payments</c>, <c>payments 99.95</c>, <c>cache soft</c>.</summary>
/// <param name="Name">As it is observed: a host, the name of a service or of a database.</param>
/// <param name="TargetRatio">What it promises, in [0, 1]; null: not said.</param>
/// <param name="IsSoft">Whether requests succeed without it.</param>
public sealed record SloDeclaredDependency(string Name, decimal? TargetRatio = null, bool IsSoft = false)
{
    private const string Soft = "soft";

    /// <summary>Reads a list, separated by commas. What cannot be read is left out.</summary>
    /// <param name="text">For example <c>payments 99.95, cache soft</c>; null: none.</param>
    public static IReadOnlyList<SloDeclaredDependency> ReadAll(string? text) =>
    [
        .. Entries(text).Select(Read).OfType<SloDeclaredDependency>()
            .DistinctBy(dependency => dependency.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Compares the targets of objectives with what their declared dependencies allow, and looks for cycles.</summary>
    /// <remarks>The product of the targets of all dependencies that are not soft: that of the declaration, else that of the objective of
    /// this name, else that of the only objective of a service of this name. The rule is that of "The Calculus of Service Availability"
    /// (Treynor et al., 2017), for failures that are independent of each other.</remarks>
    /// <param name="objectives">All objectives that may name each other.</param>
    /// <returns>Warnings.</returns>
    public static IReadOnlyList<SloFinding> CheckAll(IReadOnlyList<SloObjective> objectives)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        return [.. new Feasibility(objectives).Check()];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Name + (TargetRatio is { } target ? (target * 100).ToString(" 0.##########", CultureInfo.InvariantCulture) : "")
        + (IsSoft ? " " + Soft : "");

    /// <summary>The entries that cannot be read.</summary>
    internal static IEnumerable<SloFinding> Check(string? text) => Entries(text).Where(entry => Read(entry) is null).Select(
        entry => SloFinding.Error(
            SloFindingCodes.Dependency,
            $"depends on '{SloText.OneLine(entry, 61)}': must be a name of at most {SloDependencyStatus.LongestName} letters, digits and "
            + ". - _ : / [ ], then its target in percent (above 0, at most 100) or the word soft, if any, for example payments 99.95",
            "depends on"));

    private static string[] Entries(string? text) =>
        text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static SloDeclaredDependency? Read(string entry)
    {
        string[] parts = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        SloDeclaredDependency dependency = new(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            if (part.Equals(Soft, StringComparison.OrdinalIgnoreCase))
            {
                dependency = dependency with { IsSoft = true };
            }
            else if (dependency.TargetRatio is null
                && decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                && percent is > 0 and <= 100)
            {
                dependency = dependency with { TargetRatio = percent / 100 };
            }
            else
            {
                return null;
            }
        }

        // A number alone is the rest of one that was written with a comma.
        var isNumber = decimal.TryParse(dependency.Name, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        return DependencyNames.IsName(dependency.Name) && !isNumber ? dependency : null;
    }
}
