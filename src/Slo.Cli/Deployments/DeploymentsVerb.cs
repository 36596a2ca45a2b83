using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Deployments;

/// <summary><c>slo deployments</c>: the last deployments of an app, and their costs in error budget.</summary>
internal sealed class DeploymentsVerb : ListVerb
{
    private readonly Option<TimeSpan?> _window;

    internal DeploymentsVerb()
        : this(CommonOptions.Duration(
            "--window", "How long a deployment is followed, unless another one comes before; 1h unless stated.", mostDays: 7))
    {
    }

    private DeploymentsVerb(Option<TimeSpan?> window)
        : base(
            "deployments", "Show the last deployments of a running app, and what each cost in error budget.",
            "Only for this objective.", 100, "the last ones come first", window) => _window = window;

    internal override IReadOnlyList<string> Examples =>
    [
        "slo deployments --url http://localhost:5080/slo/api",
        "slo deployments --url http://localhost:5080/slo/api --name checkout --window 6h --limit 1 --format json",
    ];

    private protected override string Items => "deployments";

    private protected override string[] Heads => ["deployed", "version", "by", ">counted for", "objective", ">bad", ">budget spent"];

    private protected override string MoreQuery(ParseResult arguments) =>
        arguments.GetValue(_window) is { } length ? "&window=" + SloDuration.Format(length) : "";

    private protected override IEnumerable<(string[] Cells, bool Lasts)> RowsOf(JsonElement item, DateTimeOffset now) =>
        DeploymentCostRow.Of(item).Select(row => (Cells(row), false));

    private static string[] Cells(DeploymentCostRow row) =>
    [
        Display.Of(row.At), row.Version, row.Actor, Display.Time(row.Until - row.At), row.Objective, Display.Count(row.BadEvents), row.Cost,
    ];
}
