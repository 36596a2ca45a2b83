using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Incidents;

/// <summary><c>slo incidents</c>: the last incidents of an app.</summary>
internal sealed class IncidentsVerb : ListVerb
{
    internal IncidentsVerb()
        : base(
            "incidents", "Show the last incidents of a running app.", "Only of this objective.", 1000, "the last to start come first")
    {
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo incidents --url http://localhost:5080/slo/api",
        "slo incidents --url http://localhost:5080/slo/api --name checkout --format json",
    ];

    private protected override string Items => "incidents";

    private protected override string[] Heads =>
        ["started", ">lasted", "objective", "severity", ">peak burn rate", ">bad", ">budget spent", "cause"];

    private protected override IEnumerable<(string[] Cells, bool Lasts)> RowsOf(JsonElement item, DateTimeOffset now)
    {
        var row = IncidentRow.Of(item);
        return [(Cells(row, now), row.EndedAt is null)];
    }

    private static string[] Cells(IncidentRow row, DateTimeOffset now) =>
    [
        Display.Of(row.StartedAt),
        row.EndedAt is { } ended ? Display.Time(ended - row.StartedAt)
            : "for " + Display.Time(TimeSpan.FromTicks(Math.Max(0, (now - row.StartedAt).Ticks))),
        row.Subject,
        row.Severity,
        row.PeakBurnRate is { } peak ? Display.Number(peak) + "x" : "",
        Display.Count(row.BadEvents),
        row.BudgetSpentRatio is { } spent ? Display.Percent(spent) : "",
        row.Cause,
    ];
}
