using System.CommandLine;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.Export;

/// <summary><c>slo export</c>: the history of objectives as the CSV of <c>slo replay</c>.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Option<string?> _state = StateFile.Option();
    private readonly Option<string?> _set = StateFile.SetOption();
    private readonly AppHistory _app = new();

    private readonly Option<string[]> _name = new("--name", "-n")
    {
        Description = "Only this objective; may be given several times.",
        HelpName = "OBJECTIVE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file to write, for one objective; standard output unless stated.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "-",
    };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "In place of --output: a folder that exists, for a file NAME.csv of each objective.",
        HelpName = "FOLDER",
    };

    internal ExportVerb()
        : base("export", "Write the history of objectives as CSV.")
    {
        Add(_state);
        Add(_set);
        _app.AddTo(this);
        Add(_name);
        Add(_output);
        Add(_folder);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo export --state slo.db --name checkout > checkout.csv",
        "slo export --url http://localhost:5080/slo/api --folder history",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        var isOfApp = _app.IsGiven(arguments);
        IReadOnlyList<(string Name, IReadOnlyList<SloHistoryStep> Steps)> histories = (arguments.GetValue(_state), isOfApp) switch
        {
            ({ } path, false) => Read(StateFile.Read(path, arguments.GetValue(_set)), arguments),
            (null, true) => await _app.ReadAsync(arguments, arguments.GetRequiredValue(_name), cancel).ConfigureAwait(false),
            _ => throw new ToolException(ExitCode.Usage, "either --state or --url is required; give one of them"),
        };
        if (arguments.GetValue(_folder) is { } folder)
        {
            OutputFile.Write(histories.Select(history => (Path.Combine(folder, history.Name + ".csv"), Text(history.Steps))));
            return ExitCode.Ok;
        }

        if (histories.Count != 1)
        {
            throw new ToolException(ExitCode.Usage, $"there are {histories.Count} objectives; select one with --name, or write all to a "
                + $"--folder: {string.Join(", ", histories.Select(history => history.Name))}");
        }

        var output = arguments.GetRequiredValue(_output);

        if (output == "-")
        {
            await configuration.Output.WriteAsync(Text(histories[0].Steps)).ConfigureAwait(false);
        }
        else
        {
            OutputFile.Write((output, Text(histories[0].Steps)));
        }

        return ExitCode.Ok;
    }

    private List<(string Name, IReadOnlyList<SloHistoryStep> Steps)> Read(StateFile file, ParseResult arguments)
    {
        string[] names = arguments.GetRequiredValue(_name);
        return [.. (names.Length == 0 ? file.States : names.Select(file.One))
            .Select(state => (state.Name, (IReadOnlyList<SloHistoryStep>)[.. state.GetSteps()]))];
    }

    private static string Text(IEnumerable<SloHistoryStep> steps) => TraceWriter.Text(HistoryRows.Of(steps));
}
