using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.GateOverride;

/// <summary><c>slo gate-override</c>: adds, lists and ends overrides of the release gate.</summary>
internal sealed class GateOverrideVerb : DecisionVerb
{
    private readonly Option<TimeSpan?> _for;
    private readonly Option<string?> _to;

    internal GateOverrideVerb()
        : this(
            CommonOptions.Duration("--for", "How long it is in force.", mostDays: 7),
            new("--to") { Description = "When it expires; in the place of --for.", HelpName = "TIME" })
    {
    }

    private GateOverrideVerb(Option<TimeSpan?> length, Option<string?> to)
        : base(
            "gate-override", "Open the release gate of a running app for some time, with a reason.",
            new("--end") { Description = "End this override now.", HelpName = "ID" },
            length, to)
    {
        (_for, _to) = (length, to);
        Objective.Description = "The objective; all unless stated. For --list, what applies to it.";
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo gate-override --url http://localhost:5080/slo/api --objective checkout --for 2h --by 'Ada' --reason 'fixes the outage'",
        "slo gate-override --url http://localhost:5080/slo/api --list",
    ];

    private protected override string Path => "v1/gate/overrides";

    private protected override string Items => "overrides";

    private protected override string[] Heads => ["id", "objective", "from", "to", "by", "reason"];

    private protected override string Form => "either --for DURATION or --to TIME, with --reason";

    private protected override string Undone => "has ended";

    private protected override bool IsWhole(ParseResult arguments) =>
        arguments.GetValue(_for) is null != arguments.GetValue(_to) is null;

    private protected override void Write(Utf8JsonWriter json, ParseResult arguments)
    {
        json.WriteStringOrNull("for", arguments.GetValue(_for) is { } length ? SloDuration.Format(length) : null);
        json.WriteStringOrNull("to", arguments.GetValue(_to));
    }

    private protected override string[] CellsOf(JsonElement item) =>
    [
        Text(item, "id") ?? "", Text(item, "objective") ?? "all", Display.Of(item.GetProperty("from").GetDateTimeOffset()),
        Display.Of(item.GetProperty("to").GetDateTimeOffset()), Text(item, "owner") ?? "", Text(item, "reason") ?? "",
    ];
}
