namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: an objective as a line of a list that people look at. Names as in <see cref="SloDocument"/>; the burn rates are those of the two
/// windows that are nearest to an hour and to six, and the burn-down is what was left of the budget at instants spread evenly over the
/// period so far. The observations are those that are open: what is unusual now.
/// </summary>
internal sealed record SloOverviewDocument(
    string Name, string? DisplayName, string? Service, string? Owner, IReadOnlyDictionary<string, string> Labels, SloState State,
    AlertSeverity? Severity, AlertState AlertState, decimal TargetRatio, BudgetingMethodKind BudgetingMethod, string Period,
    bool IsRolling, long GoodEvents, long BadEvents, long TotalEvents, double? ComplianceRatio, bool? IsMet, double CoverageRatio,
    double? ErrorBudgetRemainingRatio, double? ErrorBudgetRemainingSeconds, double? ExhaustionSeconds,
    IReadOnlyList<WindowDocument> BurnRates, IReadOnlyList<double?> BurnDown, string? SourceWarning,
    IReadOnlyList<ObservationDocument> Observations)
{
    private const int Points = 24;

    private static readonly TimeSpan[] Nearest = [TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    internal static SloOverviewDocument Of(SloStatus status, IReadOnlyList<SloObservation> observations)
    {
        SloObjective objective = status.Objective;
        return new(
            objective.Name,
            objective.DisplayName,
            objective.Service,
            objective.Owner,
            objective.Labels,
            status.State,
            status.Severity,
            status.Alert.State,
            status.TargetRatio,
            objective.Method.Kind,
            objective.Period.ToString(),
            objective.Period.IsRolling,
            status.Events.Good,
            status.Events.Bad,
            status.Events.Total,
            status.ComplianceRatio,
            status.IsMet,
            status.CoverageRatio,
            status.ErrorBudgetRemainingRatio,
            status.ErrorBudgetRemainingTime?.TotalSeconds,
            status.TimeToExhaustion?.TotalSeconds,
            BurnRatesOf(status.Windows),
            [.. status.GetBurnDown(Points).Select(Round)],
            status.SourceWarning is { } warning ? $"{warning.Code}: {warning.Message}" : null,
            [.. observations.Where(observation => observation.EndedAt is null).Select(ObservationDocument.Of)]);
    }

    private static WindowDocument[] BurnRatesOf(IReadOnlyList<WindowStatus> windows) => windows.Count == 0 ? [] :
    [
        .. Nearest.Select(length => windows.MinBy(window => Math.Abs(Math.Log(window.Window / length)))).Distinct()
            .Select(window => WindowDocument.Of(window!)),
    ];

    // A small chart shows no more.
    private static double? Round(double? ratio) => ratio is { } value ? Math.Round(value, 3) : null;
}
