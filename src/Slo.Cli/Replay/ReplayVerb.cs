using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.History;
using Slo.Shared.Replay;

namespace Slo.Cli.Replay;

/// <summary><c>slo replay</c>: replays a recorded history and shows the alerts of the objective.</summary>
internal sealed class ReplayVerb : Verb
{
    // A year of seconds fits; two timestamps of different units do not.
    private const long MostSteps = 40_000_000;

    private readonly Option<string?> _slo = CommonOptions.Slo(isRequired: true);

    private readonly Option<string?> _trace = new("--trace", "-t")
    {
        Description = "The history: CSV with the header timestamp,good,total (Unix seconds); - is standard input.",
        HelpName = "CSV",
    };

    private readonly Option<string?> _state = StateFile.Option("In place of --trace: the history in the file of AddSqliteStore.");
    private readonly Option<string?> _set = StateFile.SetOption();

    private readonly Option<string?> _name = CommonOptions.Name();
    private readonly Option<TimeSpan?> _step = CommonOptions.Duration("--step", "How often to evaluate; 1m unless stated.");
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "jsonl");

    private readonly Option<string[]> _whatIf = new("--what-if")
    {
        Description = "The same history with one thing changed, side by side: target=PERCENT or rules=FILE#OBJECTIVE. May be given several "
            + "times.",
        HelpName = "CHANGE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _ruleNames = new("--rule-names")
    {
        Description = "With jsonl: names for the rules in their order, comma-separated; adds \"firing\":{\"NAME\":false,…} to each line.",
        HelpName = "NAMES",
    };

    private readonly UnobservedOption _unobserved = new();

    private readonly Option<TimeSpan?> _restartEvery = CommonOptions.Duration(
        "--restart-every", "Restart the app so often, at multiples of the step: the state is kept, and no time passes.");

    private readonly Option<bool> _anomalies = new("--anomalies")
    {
        Description = "With table and json: also the unusual behaviour of the objective, which never pages; without latency, which no "
            + "history has.",
    };

    internal ReplayVerb()
        : base("replay", "Play a history to an objective and its alert rules, on a virtual clock.")
    {
        Add(_slo);
        Add(_trace);
        Add(_state);
        Add(_set);
        Add(_name);
        Add(_step);
        Add(_format);
        Add(_whatIf);
        Add(_ruleNames);
        _unobserved.AddTo(this);
        Add(_restartEvery);
        Add(_anomalies);
        SetAction((arguments, cancel) => Task.Run(() => Run(arguments, cancel), cancel));
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo replay --slo appsettings.json --trace checkout.csv --name checkout",
        "slo replay --slo appsettings.json --trace checkout.csv --what-if target=99.95",
        "slo replay --slo appsettings.json --trace checkout.csv --what-if rules=stricter.json#checkout",
        "slo replay --slo appsettings.json --trace checkout.csv --anomalies",
        "slo replay --slo appsettings.json --trace checkout.csv --format jsonl > steps.jsonl",
        "slo replay --slo appsettings.json --state slo.db --name checkout --what-if target=99.95",
    ];

    private int Run(ParseResult arguments, CancellationToken cancel)
    {
        CheckTogether(arguments);
        var configuration = ToolConfiguration.Of(arguments);
        SloObjective objective = Read(arguments);
        (string Title, SloObjective Objective)[] variants =
            [("now", objective), .. arguments.GetRequiredValue(_whatIf).Select(change => (WhatIf.Title(change),
                WhatIf.Apply(change, objective)))];
        Trace trace = ReadTrace(arguments, objective);
        trace.NoteGaps(configuration);

        VirtualTime time = new(trace.Rows[0].Time * TimeSpan.TicksPerSecond);
        var format = arguments.GetRequiredValue(_format);
        var isLines = format == "jsonl";
        Subject[] subjects = [.. variants.Select(variant => new Subject(variant.Title, variant.Objective, time,
            isLines ? StepLines.Usual[^1] : default))];
        TimeSpan step = arguments.GetValue(_step) ?? TimeSpan.FromMinutes(1);
        Summaries summaries = new(subjects, follows: arguments.GetValue(_anomalies));
        IReplayObserver observer = isLines
            ? new StepLines(objective, arguments.GetValue(_ruleNames)?.Split(','), configuration.Output) : summaries;
        Play(
            new TraceReplay(
                trace.Played(), (long)step.TotalSeconds, time, subjects, observer, (long?)arguments.GetValue(_restartEvery)?.TotalSeconds),
            configuration, cancel);
        Write(format, trace, summaries, arguments.GetValue(_anomalies), configuration);
        Array.ForEach(subjects, subject => subject.Dispose());
        return ExitCode.Ok;
    }

    private static void Write(string format, Trace trace, Summaries summaries, bool hasAnomalies, ToolConfiguration configuration)
    {
        ReplayObservations? observations = hasAnomalies ? ReplayObservations.Of(summaries.All[0].FollowUp, trace) : null;
        switch (format)
        {
            case "table":
                Screen screen = new(configuration);
                ReplayTable.Write(screen, trace, summaries.All);
                if (observations is not null)
                {
                    ObservationOutput.WriteTable(screen, observations);
                }

                break;
            case "json":
                ReplayJson.Write(configuration.Output, trace, summaries.All, observations);
                break;
        }
    }

    private SloObjective Read(ParseResult arguments) => _unobserved.Apply(
        arguments, DefinitionFile.Read(arguments.GetRequiredValue(_slo)!, arguments.GetValue(_name)));

    private Trace ReadTrace(ParseResult arguments, SloObjective objective) =>
        (arguments.GetValue(_trace), arguments.GetValue(_state)) switch
        {
            ({ } path, null) => new(TraceFile.Read(path)),
            (null, { } path) => ReadState(path, arguments, objective),
            _ => throw new ToolException(ExitCode.Usage, "either --trace or --state is required; give one of them"),
        };

    private Trace ReadState(string path, ParseResult arguments, SloObjective objective)
    {
        var file = StateFile.Read(path, arguments.GetValue(_set));
        SloObjectiveState state = file.Find(objective) ?? file.One(objective.Name);
        return HistoryRows.Of(state.GetSteps()) is { Count: > 0 } rows
            ? new(rows) : throw new ToolException(ExitCode.Failed, $"{path}: keeps no time of '{objective.Name}' yet");
    }

    private void CheckTogether(ParseResult arguments)
    {
        var isLines = arguments.GetValue(_format) == "jsonl";
        if (isLines && arguments.GetRequiredValue(_whatIf).Length > 0)
        {
            throw new ToolException(ExitCode.Usage, "--what-if goes with --format table or json: jsonl has the steps of one objective");
        }

        if (isLines && arguments.GetValue(_anomalies))
        {
            throw new ToolException(ExitCode.Usage, "--anomalies goes with --format table or json");
        }

        if (!isLines && arguments.GetValue(_ruleNames) is not null)
        {
            throw new ToolException(ExitCode.Usage, "--rule-names goes with --format jsonl");
        }
    }

    private static void Play(TraceReplay replay, ToolConfiguration configuration, CancellationToken cancel)
    {
        if (replay.Steps > MostSteps)
        {
            throw new ToolException(ExitCode.Failed,
                $"the trace takes {Display.Count(replay.Steps)} steps, and {Display.Count(MostSteps)} are the most; "
                + "look for a wrong timestamp, or take a longer --step");
        }

        using Progress progress = configuration.Progress("replay");
        replay.Run(progress.Report, cancel);
    }
}
