namespace Slo.AsCode.OpenSlo;

/// <summary>An SLO before its references are resolved.</summary>
internal sealed record SloSpec
{
    internal string? Description { get; init; }

    internal string? Service { get; init; }

    internal Link? Indicator { get; init; }

    internal BudgetingMethodKind Method { get; init; }

    internal TimeWindow? Window { get; init; }

    internal IReadOnlyList<ObjectiveSpec> Objectives { get; init; } = [];

    internal IReadOnlyList<Link> Policies { get; init; } = [];
}
