using System.CommandLine;
using Slo.Cli.Conduct;
using Slo.Cli.Definitions;

namespace Slo.Cli.Replay;

/// <summary><c>slo replay</c>: what would the objective have said, and whom would it have called, over this history?</summary>
internal sealed class ReplayVerb : Verb
{
    private readonly Option<string> _slo = new("--slo", "-s") { Description = "Definition file: JSON with the section Slo, as in appsettings.", HelpName = "FILE", Required = true };
    private readonly Option<string> _trace = new("--trace", "-t") { Description = "The history: CSV with the header timestamp,good,total (Unix seconds); - is standard input.", HelpName = "CSV", Required = true };
    private readonly Option<string?> _name = CommonOptions.Name();
    private readonly Option<TimeSpan> _step = CommonOptions.Duration("--step", "How often to evaluate; 1m unless stated.", TimeSpan.FromMinutes(1));
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "jsonl");
    private readonly Option<string?> _ruleNames = new("--rule-names")
    {
        Description = "With jsonl: names for the rules in their order, comma-separated; adds \"firing\":{\"NAME\":false,…}.",
        HelpName = "NAMES",
    };

    internal ReplayVerb()
        : base("replay", "Play a history to an objective and its alert rules, on a virtual clock.")
    {
        Add(_slo);
        Add(_trace);
        Add(_name);
        Add(_step);
        Add(_format);
        Add(_ruleNames);
        SetAction((arguments, cancel) => Task.Run(() => Run(arguments, cancel), cancel));
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo replay --slo appsettings.json --trace checkout.csv --name checkout",
        "slo replay --slo appsettings.json --trace checkout.csv --format jsonl > steps.jsonl",
    ];

    private int Run(ParseResult arguments, CancellationToken cancel)
    {
        SloObjective objective = DefinitionFile.Read(arguments.GetRequiredValue(_slo), arguments.GetValue(_name));
        IReadOnlyList<TraceRow> rows = TraceReader.Read(arguments.GetRequiredValue(_trace));
        VirtualTime time = new(rows[0].Time * TimeSpan.TicksPerSecond);
        TextWriter output = arguments.InvocationConfiguration.Output;
        using Subject subject = new("now", objective, time, StepLines.Usual[^1]);
        StepLines lines = new(objective, arguments.GetValue(_ruleNames)?.Split(','), output);
        TraceReplay replay = new(rows, (long)arguments.GetValue(_step).TotalSeconds, time, [subject], lines);
        using var progress = Progress.OnTerminal("replay", arguments.InvocationConfiguration.Error);
        replay.Run(progress, cancel);
        return ExitCode.Ok;
    }
}
