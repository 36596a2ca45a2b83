using Slo.Hosting.Policies;

namespace Slo;

/// <summary>
/// An error-budget policy: what was agreed to happen at which level of the error budget or of the burn rate, and who may override it
/// (docs/policies.md). Immutable. Declared in C#, in configuration (<c>Slo:Policies</c>), or with the annotation <c>
/// slo.dev/error-budget-policy</c> of an objective.
/// </summary>
public sealed record SloPolicy
{
    /// <summary>The annotation of an objective that has the levels of its policy.</summary>
    public const string Annotation = "slo.dev/error-budget-policy";

    /// <summary>The annotation of an objective that says who may override its policy.</summary>
    public const string OverrideAnnotation = "slo.dev/policy-override";

    /// <summary>The most <see cref="Levels"/>.</summary>
    public const int MostLevels = 20;

    /// <summary>The longest <see cref="WhoMayOverride"/>, in characters.</summary>
    public const int LongestText = 200;

    /// <summary>The name in logs, metrics, the ledger and the API; 1 to 63 letters, digits, '-', '_' and '.'; unique whatever the case. The
    /// policy of an annotation has the name of its objective.</summary>
    public required string Name { get; init; }

    /// <summary>The objectives it applies to, by name. With <see cref="Services"/>: these and those. Neither: all objectives.</summary>
    public IReadOnlyList<string> Objectives
    {
        get;
        init => field = [.. value ?? []];
    }
    = [];

    /// <summary>The services to whose objectives it applies.</summary>
    public IReadOnlyList<string> Services
    {
        get;
        init => field = [.. value ?? []];
    }
    = [];

    /// <summary>Who may override it, in words for people; null: not said. It is shown, and not enforced: who may call the endpoint is
    /// what the app authorizes.</summary>
    public string? WhoMayOverride { get; init; }

    /// <summary>Its levels; from 1 to 20. Each is in force by itself.</summary>
    public IReadOnlyList<SloPolicyLevel> Levels
    {
        get;
        init => field = [.. value ?? []];
    }
    = [];

    /// <summary>Whether it applies to an objective.</summary>
    /// <param name="objective">The objective.</param>
    public bool IsFor(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return (Objectives.Count == 0 && Services.Count == 0) || Objectives.Contains(objective.Name, StringComparer.OrdinalIgnoreCase)
            || (objective.Service is { } service && Services.Contains(service, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Checks names, numbers and ranges.</summary>
    /// <param name="path">What the findings are about, for example <c>Slo:Policies:shop</c>.</param>
    /// <returns>All errors; empty if there are none. Whether the objectives exist is checked at start.</returns>
    public IReadOnlyList<SloFinding> Check(string path) => [.. PolicyChecks.Check(this, path)];

    /// <summary>The policies that the annotations of objectives declare: <see cref="Annotation"/>,
    /// <see cref="OverrideAnnotation"/>.</summary>
    /// <param name="objectives">The objectives.</param>
    /// <param name="report">Takes the errors; null: they are left out.</param>
    /// <returns>One for each objective that has the annotation without errors.</returns>
    public static IReadOnlyList<SloPolicy> OfAnnotations(IEnumerable<SloObjective> objectives, Action<SloFinding>? report = null)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        return [.. objectives.Select(objective => PolicyText.Of(objective, report)).OfType<SloPolicy>()];
    }
}
