using Slo.Shared.Reporting;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>A month of three objectives: one that is missed, one that is met, and one without traffic.</summary>
internal static class SmallReport
{
    internal static ReviewReport Build() => ReportBuilder.Build(Month, Month.To.AddHours(9), [Checkout(), Search(), Fax()], CancellationToken.None) with
    {
        Coverage = new(March, 91_100, 8900, [new("POST", "/payments/{wallet}", 8800, 12), new("", CoverageReport.NoEndpoint, 100, 0)]),
    };

    /// <summary>Two days of hostile texts, in each place that a text has: a longer report of them takes far longer, and has no further place.</summary>
    internal static ReviewReport Hostile(string text)
    {
        ReportRange range = new(March, March.AddDays(2));
        SloObjective objective = Objective("search").DisplayName(Cut(text)).Owner(Cut(text)).Service(Cut(text)).Build();
        return ReportBuilder.Build(
            range, range.To,
            [
                Subject(
                    objective, Hours(March, 48, 100, 1), [Incident(March.AddHours(5), TimeSpan.FromHours(1), 3, group: text, name: "search", cause: text, contributors: [Contributor(March, 0.5, (SloDimension.Caller, text))])],
                    [Deployment(March.AddHours(4), text), Entry(SloLedgerEntryKind.PeriodClosed, March, "search", (SloLedgerDetails.From, text), (SloLedgerDetails.TargetPercent, text))]),
            ],
            CancellationToken.None) with
        {
            Coverage = new(March, 0, 1000, [new("GET", "/" + Cut(text), 1000, 1)]),
        };
    }

    private static string Cut(string text) => SloText.OneLine(text, 200);

    private static ReportSubject Checkout() => Subject(
        Objective().DisplayName("Checkout").Owner("payments").Service("shop").TargetPercent(99.9m).SlaTargetPercent(99.5m).Build(),
        [
            .. Hours(March.AddMonths(-1), 28 * 24, 1000, 0, (100, 900, 100)),
            .. Hours(March, 744, 1000, 0, (50, 100, 900), (51, 850, 150), (300, 800, 200), (301, 995, 5), (600, 988, 12)),
        ],
        [
            Incident(March.AddHours(50).AddMinutes(4), TimeSpan.FromMinutes(75), 1050, contributors:
            [
                Contributor(March, 0.729, (SloDimension.Reason, "timeout"), (SloDimension.Operation, "POST /orders")),
                Contributor(March, 0.2, (SloDimension.Cohort, "v2.4.0")), Contributor(March, 0.05, (SloDimension.Caller, "third")),
            ]),
            Incident(March.AddHours(300).AddMinutes(20), TimeSpan.FromMinutes(48), 205),
            Incident(March.AddHours(600).AddMinutes(30), TimeSpan.FromHours(5), 12, AlertSeverity.Ticket, cause: "ticket at 3x over 1d/2h"),
        ],
        [
            Deployment(March.AddHours(49).AddMinutes(40), "v2.4.0"), Deployment(March.AddHours(51).AddMinutes(10), "v2.4.1"), Deployment(March.AddHours(500), "v2.5.0"),
            Closed(March.AddMonths(-2), "met", "99.96", "60", "99.9"), Closed(March.AddMonths(-1), "met", "99.985", "85", "99.9"),
        ]);

    private static ReportSubject Search() => Subject(
        Objective("search").DisplayName("Search").TargetPercent(99).Build(), Hours(March, 744, 5000, 1), entries: [Deployment(March.AddHours(500), "v2.5.0")]);

    private static ReportSubject Fax() => Subject(Objective("fax").Build(), Hours(March, 744, 0, 0));
}
