using Slo.Shared.Reporting;

namespace Slo.Tests.Reporting;

/// <summary>Small histories whose numbers are known: a step of an hour each, from 1 March 2026 on.</summary>
internal static class ReportWorld
{
    internal static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    internal static readonly ReportRange Month = new(March, March.AddMonths(1));

    internal static SloObjectiveBuilder Objective(string name = "checkout") => new SloObjectiveBuilder(name).TargetPercent(99);

    internal static ReportSubject Subject(SloObjective objective, IEnumerable<SloHistoryStep> steps, IReadOnlyList<SloIncident>? incidents = null, IReadOnlyList<SloLedgerEntry>? entries = null) =>
        new(objective, [.. steps], incidents ?? [], entries ?? []);

    /// <summary>Every hour the same, but for some hours.</summary>
    internal static IEnumerable<SloHistoryStep> Hours(DateTimeOffset from, int hours, long good, long bad, params (int Hour, long Good, long Bad)[] others) =>
        Enumerable.Range(0, hours).Select(hour => new SloHistoryStep(
            from.AddHours(hour), from.AddHours(hour + 1),
            others.FirstOrDefault(other => other.Hour == hour) is { } other && other != default ? new(other.Good, other.Bad) : new(good, bad)));

    internal static SloIncident Incident(DateTimeOffset from, TimeSpan length, long bad, AlertSeverity severity = AlertSeverity.Page, string? group = null, string name = "checkout", string cause = "page at 14.4x over 1h/5m", params SloContributor[] contributors) => new()
    {
        Contributors = contributors,
        Id = FormattableString.Invariant($"{from:yyyyMMddHHmmss}-{severity}{group}"),
        Name = name,
        Group = group,
        Fingerprint = "0123",
        StartedAt = from,
        EndedAt = from + length,
        AsOf = from + length,
        Severities = [new(from, severity)],
        Cause = cause,
        Events = new(0, bad),
        BudgetSpentRatio = 0.1,
    };

    internal static SloContributor Contributor(DateTimeOffset at, double share, params (SloDimension Dimension, string Value)[] values) => new()
    {
        Values = [.. values.Select(value => new SloDimensionValue(value.Dimension, value.Value))],
        ExcessRatio = share,
        Lift = 10,
        BadEvents = 100,
        ExpectedBadEvents = 1,
        FirstSeenAt = at,
        ValueFirstSeenAt = at,
        PValue = 0,
        Exemplars = [],
    };

    internal static SloLedgerEntry Entry(SloLedgerEntryKind kind, DateTimeOffset at, string? objective = null, params (string Key, string Value)[] details) => new()
    {
        Id = (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        At = at,
        Kind = kind,
        Objective = objective,
        Details = details.ToDictionary(detail => detail.Key, detail => detail.Value),
    };

    internal static SloLedgerEntry Deployment(DateTimeOffset at, string version) => Entry(SloLedgerEntryKind.Deployment, at, null, (SloLedgerDetails.Version, version));

    internal static SloLedgerEntry Closed(DateTimeOffset month, string verdict, string compliance, string left, string target = "99") => Entry(
        SloLedgerEntryKind.PeriodClosed, month.AddMonths(1).AddSeconds(1), "checkout",
        (SloLedgerDetails.From, FormattableString.Invariant($"{month:yyyy-MM-dd}T00:00:00Z")), (SloLedgerDetails.To, FormattableString.Invariant($"{month.AddMonths(1):yyyy-MM-dd}T00:00:00Z")), (SloLedgerDetails.Verdict, verdict),
        (SloLedgerDetails.TargetPercent, target), (SloLedgerDetails.CompliancePercent, compliance), (SloLedgerDetails.BudgetLeftPercent, left),
        (SloLedgerDetails.GoodEvents, "99000"), (SloLedgerDetails.BadEvents, "1000"));

    internal static ObjectiveReport Build(ReportSubject subject, ReportRange? range = null) =>
        Assert(ReportBuilder.Build(range ?? Month, (range ?? Month).To, [subject], CancellationToken.None));

    private static ObjectiveReport Assert(ReviewReport report) => Xunit.Assert.Single(report.Objectives);
}
