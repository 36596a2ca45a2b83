using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Override;

/// <summary><c>slo override</c>: another target for some time.</summary>
internal sealed class OverrideVerb : DecisionVerb
{
    private readonly Option<decimal?> _target;
    private readonly Option<TimeSpan?> _for;
    private readonly Option<string?> _from;
    private readonly Option<string?> _to;

    internal OverrideVerb()
        : this(
            CommonOptions.Percent("--target-percent", "The target in percent, for example 99."),
            CommonOptions.Duration("--for", "How long it is in force."),
            new("--from") { Description = "When it begins, for example 2026-01-01T00:00:00Z; now unless stated.", HelpName = "TIME" },
            new("--to") { Description = "When it expires; in the place of --for.", HelpName = "TIME" })
    {
    }

    private OverrideVerb(Option<decimal?> target, Option<TimeSpan?> length, Option<string?> from, Option<string?> to)
        : base(
            "override", "Put another target in the place of that of an objective for some time, in a running app.",
            new("--end") { Description = "End this override now: what happened under it stays judged by it.", HelpName = "ID" },
            target, length, from, to)
    {
        (_target, _for, _from, _to) = (target, length, from, to);
        Objective.Description = "The objective; for --list, only of this one.";
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo override --url http://localhost:5080/slo/api --objective checkout --target-percent 99 --for 2h --reason 'new hardware'",
        "slo override --url http://localhost:5080/slo/api --list",
    ];

    private protected override string Path => "v1/target-overrides";

    private protected override string Items => "targetOverrides";

    private protected override string[] Heads => ["id", "objective", ">target", "from", "to", "by", "reason"];

    private protected override string Form =>
        "--objective OBJECTIVE and --target-percent PERCENT, and either --for DURATION or --to TIME";

    private protected override string Undone => "has ended: what happened under it stays judged by it";

    private protected override bool IsWhole(ParseResult arguments) => arguments.GetValue(Objective) is not null
        && arguments.GetValue(_target) is not null && arguments.GetValue(_for) is null != arguments.GetValue(_to) is null;

    private protected override void Write(Utf8JsonWriter json, ParseResult arguments)
    {
        json.WriteNumber("targetPercent", arguments.GetValue(_target)!.Value);
        json.WriteStringOrNull("for", arguments.GetValue(_for) is { } length ? SloDuration.Format(length) : null);
        json.WriteStringOrNull("from", arguments.GetValue(_from));
        json.WriteStringOrNull("to", arguments.GetValue(_to));
    }

    private protected override string[] CellsOf(JsonElement item) =>
    [
        Text(item, "id") ?? "", Text(item, "objective") ?? "", Display.Percent(item.GetProperty("targetRatio").GetDecimal()),
        Display.Of(item.GetProperty("from").GetDateTimeOffset()), Display.Of(item.GetProperty("to").GetDateTimeOffset()),
        Text(item, "owner") ?? "", Text(item, "reason") ?? "",
    ];
}
