using Slo.Hosting.Policies;

namespace Slo;

/// <summary>
/// An error-budget policy: what happens at which level of the error budget or of the burn rate, and who may override it
/// (docs/policies.md). Immutable. Declared in C#, in configuration (<c>Slo:Policies</c>), or by the annotation
/// <c>slo.dev/error-budget-policy</c> of an objective.
/// </summary>
public sealed record SloPolicy
{
    /// <summary>The annotation of an objective that declares the levels of its policy.</summary>
    public const string Annotation = "slo.dev/error-budget-policy";

    /// <summary>The annotation of an objective that declares <see cref="WhoMayOverride"/> of its policy.</summary>
    public const string OverrideAnnotation = "slo.dev/policy-override";

    /// <summary>The maximum number of <see cref="Levels"/>.</summary>
    public const int MostLevels = 20;

    /// <summary>The longest <see cref="WhoMayOverride"/>, in characters.</summary>
    public const int LongestText = 200;

    /// <summary>The name in logs, metrics, the ledger and the API; 1 to 63 letters, digits, '-', '_' and '.'; unique without regard to
    /// case. A policy from an annotation has the name of its objective.</summary>
    public required string Name { get; init; }

    /// <summary>The names of the objectives to which it applies, in addition to those of <see cref="Services"/>. If both are empty, it
    /// applies to all objectives.</summary>
    public IReadOnlyList<string> Objectives
    {
        get;
        init => field = [.. value ?? []];
    }
    = [];

    /// <summary>The services to whose objectives it applies, in addition to <see cref="Objectives"/>.</summary>
    public IReadOnlyList<string> Services
    {
        get;
        init => field = [.. value ?? []];
    }
    = [];

    /// <summary>Who may override it, as a text of at most 200 characters; null: not declared. It is shown and not enforced; the
    /// authorization of the endpoint decides.</summary>
    public string? WhoMayOverride { get; init; }

    /// <summary>Its levels; from 1 to 20. Each is independent of the others.</summary>
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
    /// <param name="path">The path of the policy, for the findings, for example <c>Slo:Policies:shop</c>.</param>
    /// <returns>All errors; empty if there are none. Whether the objectives exist is checked only at start.</returns>
    public IReadOnlyList<SloFinding> Check(string path) => [.. PolicyChecks.Check(this, path)];

    /// <summary>Reads the policies that objectives declare by the annotations <see cref="Annotation"/> and
    /// <see cref="OverrideAnnotation"/>.</summary>
    /// <param name="objectives">The objectives.</param>
    /// <param name="report">Called with each error; null: errors are ignored.</param>
    /// <returns>One policy for each objective that has the annotation without errors.</returns>
    public static IReadOnlyList<SloPolicy> OfAnnotations(IEnumerable<SloObjective> objectives, Action<SloFinding>? report = null)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        return [.. objectives.Select(objective => PolicyText.Of(objective, report)).OfType<SloPolicy>()];
    }
}
