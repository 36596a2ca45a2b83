namespace Slo;

/// <summary>When a gate is closed, and when it opens again. Immutable; compared by value.</summary>
public sealed record SloGateOptions
{
    /// <summary>How much more budget than <see cref="MinimumBudgetRatio"/> opens a gate by default: 0.05.</summary>
    public const double DefaultReopenMargin = 0.05;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The defaults.</summary>
    public static SloGateOptions Default { get; } = new();

    /// <summary>Closed while less of the error budget is left. Default 0: closed when it is overspent; at most 1. Null: the budget does not
    /// matter. Without events the budget closes nothing.</summary>
    public double? MinimumBudgetRatio { get; init; } = 0;

    /// <summary>A gate that the budget has closed opens when this much is left. Default: <see cref="DefaultReopenMargin"/> above
    /// <see cref="MinimumBudgetRatio"/>, at most 1. A lower value than the minimum means the minimum.</summary>
    public double? ReopenBudgetRatio { get; init; }

    /// <summary>Closed while a rule of this severity or above fires. Default <see cref="AlertSeverity.Page"/>. Null: alerts do not
    /// matter.</summary>
    public AlertSeverity? Severity { get; init; } = AlertSeverity.Page;

    /// <summary>How long the rule must have fired before the gate closes. Default 0; at most 1 d. With a delay, what is less important is
    /// closed first, and this only if that did not help.</summary>
    public TimeSpan ClosesAfter { get; init; }

    /// <summary>How long after the end of the alert the gate stays closed. Default 1 min; from 0 to 1 d.</summary>
    public TimeSpan ReopensAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whose events decide. Default null: those of the fleet where there is one that evaluates the objective, and those of this
    /// instance while the fleet is stale (<see cref="SloFleet.StaleSince"/>). Without a fleet always those of this instance.</summary>
    public SloScope? Scope { get; init; }

    /// <summary>The budget at which a gate opens that the budget has closed.</summary>
    internal double ReopensAt =>
        Math.Max(MinimumBudgetRatio ?? 0, ReopenBudgetRatio ?? Math.Min(1, (MinimumBudgetRatio ?? 0) + DefaultReopenMargin));

    /// <summary>Checks the ranges.</summary>
    /// <param name="path">What the findings are about.</param>
    /// <returns>The errors; empty if there are none. A gate with errors does not throw, it only closes at other times than
    /// intended.</returns>
    public IReadOnlyList<SloFinding> Check(string path) =>
    [
        .. CheckRatio(MinimumBudgetRatio, $"{path}:{nameof(MinimumBudgetRatio)}"),
        .. CheckRatio(ReopenBudgetRatio, $"{path}:{nameof(ReopenBudgetRatio)}"),
        .. ReopenBudgetRatio < MinimumBudgetRatio
            ? [Error(FormattableString.Invariant($"ReopenBudgetRatio {ReopenBudgetRatio}: must be at least MinimumBudgetRatio, ")
                + FormattableString.Invariant($"which is {MinimumBudgetRatio}"), $"{path}:{nameof(ReopenBudgetRatio)}")]
            : Enumerable.Empty<SloFinding>(),
        .. CheckTime(ClosesAfter, nameof(ClosesAfter), path),
        .. CheckTime(ReopensAfter, nameof(ReopensAfter), path),
        .. MinimumBudgetRatio is null && Severity is null
            ? [Error("neither MinimumBudgetRatio nor Severity is set: the gate never closes; set one of them", path)]
            : Enumerable.Empty<SloFinding>(),
    ];

    private static IEnumerable<SloFinding> CheckRatio(double? ratio, string path) => ratio is null or (>= 0 and <= 1) ? [] :
    [
        Error(FormattableString.Invariant(
            $"{path[(path.LastIndexOf(':') + 1)..]} {ratio}: must be from 0 to 1, for example 0.2 for a fifth of the budget"), path),
    ];

    private static IEnumerable<SloFinding> CheckTime(TimeSpan time, string name, string path) =>
        time >= TimeSpan.Zero && time <= Longest ? []
        : [Error($"{name} {SloDuration.Format(time)}: must be from 0s to 1d, for example 5m", $"{path}:{name}")];

    private static SloFinding Error(string message, string path) => SloFinding.Error(SloFindingCodes.OutOfRange, message, path);
}
