namespace Slo;

/// <summary>When a gate is closed, and when it opens again. Immutable; compared by value.</summary>
public sealed record SloGateOptions
{
    /// <summary>The default difference between <see cref="ReopenBudgetRatio"/> and <see cref="MinimumBudgetRatio"/>: 0.05.</summary>
    public const double DefaultReopenMargin = 0.05;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The defaults.</summary>
    public static SloGateOptions Default { get; } = new();

    /// <summary>The gate is closed while less of the error budget than this is left. Default 0: closed while it is overspent; at most 1.
    /// Null: independent of the budget. Without events in the period, the budget does not close the gate.</summary>
    public double? MinimumBudgetRatio { get; init; } = 0;

    /// <summary>A gate that the budget has closed opens when at least this share of the budget is left. Default:
    /// <see cref="DefaultReopenMargin"/> above <see cref="MinimumBudgetRatio"/>, at most 1. A value below the minimum has the effect of
    /// the minimum.</summary>
    public double? ReopenBudgetRatio { get; init; }

    /// <summary>The gate is closed while a rule of this severity or above fires. Default <see cref="AlertSeverity.Page"/>. Null:
    /// independent of alerts.</summary>
    public AlertSeverity? Severity { get; init; } = AlertSeverity.Page;

    /// <summary>How long the rule must have fired before the gate closes. Default 0; at most 1 d. With a delay, gates of less important
    /// features close first, and this one only if that does not end the alert.</summary>
    public TimeSpan ClosesAfter { get; init; }

    /// <summary>How long after the end of the alert the gate stays closed. Default 1 min; from 0 to 1 d.</summary>
    public TimeSpan ReopensAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The events that count: those of the fleet, or of this instance. Default null: those of the fleet if it evaluates the
    /// objective and is not stale (<see cref="SloFleet.StaleSince"/>), otherwise those of this instance.</summary>
    public SloScope? Scope { get; init; }

    /// <summary>The budget at which a gate opens that the budget has closed.</summary>
    internal double ReopensAt =>
        Math.Max(MinimumBudgetRatio ?? 0, ReopenBudgetRatio ?? Math.Min(1, (MinimumBudgetRatio ?? 0) + DefaultReopenMargin));

    /// <summary>Checks the ranges.</summary>
    /// <param name="path">The path of the options, for the findings.</param>
    /// <returns>The errors; empty if there are none. A gate with errors does not throw, but closes at other times than
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
