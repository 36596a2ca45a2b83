using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Exclude;

/// <summary><c>slo exclude</c>: time that counts for no budget.</summary>
internal sealed class ExcludeVerb : DecisionVerb
{
    private readonly Option<string?> _when;
    private readonly Option<string?> _from;
    private readonly Option<string?> _to;

    internal ExcludeVerb()
        : this(
            new("--when")
            {
                Description = "Weekly hours or a dated stretch with a time zone, for example 'Sun 02:00-04:00 Europe/Berlin'.",
                HelpName = "SCHEDULE",
            },
            new("--from")
            {
                Description = "The first instant, for example 2026-01-01T00:00:00Z; UTC without an offset.",
                HelpName = "TIME",
            },
            new("--to") { Description = "The instant after the last one.", HelpName = "TIME" })
    {
    }

    private ExcludeVerb(Option<string?> when, Option<string?> from, Option<string?> to)
        : base(
            "exclude", "Exclude time, such as maintenance, from the budgets of a running app: in advance, now or after the fact.",
            new("--remove") { Description = "Take this exclusion back: what happened in it counts again.", HelpName = "ID" },
            when, from, to)
    {
        (_when, _from, _to) = (when, from, to);
        Objective.Description = "Only of this objective.";
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo exclude --url http://localhost:5080/slo/api --when 'Sun 02:00-04:00 Europe/Berlin' --reason maintenance",
        "slo exclude --url http://localhost:5080/slo/api --from 2026-01-01T00:00:00Z --to 2026-01-01T02:00:00Z --objective checkout",
        "slo exclude --url http://localhost:5080/slo/api --list",
    ];

    private protected override string Path => "v1/exclusions";

    private protected override string Items => "exclusions";

    private protected override string[] Heads => ["id", "objective", "when", "by", "reason"];

    private protected override string Form => "--when SCHEDULE, or --from TIME and --to TIME";

    private protected override string Undone => "is removed: what happened in it counts again";

    private protected override bool IsWhole(ParseResult arguments)
    {
        (bool hasFrom, bool hasTo) = (arguments.GetValue(_from) is not null, arguments.GetValue(_to) is not null);
        return arguments.GetValue(_when) is null ? hasFrom && hasTo : !hasFrom && !hasTo;
    }

    private protected override void Write(Utf8JsonWriter json, ParseResult arguments)
    {
        json.WriteStringOrNull("when", arguments.GetValue(_when));
        json.WriteStringOrNull("from", arguments.GetValue(_from));
        json.WriteStringOrNull("to", arguments.GetValue(_to));
    }

    private protected override string[] CellsOf(JsonElement item) =>
    [
        Text(item, "id") ?? "", Text(item, "objective") ?? "all", Text(item, "when") ?? "", Text(item, "owner") ?? "",
        Text(item, "reason") ?? "",
    ];
}
