using System.CommandLine;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.History;

namespace Slo.Cli.Export;

/// <summary><c>slo export</c>: the history of objectives as the CSV of <c>slo replay</c>, and the ledger as JSON lines.</summary>
internal sealed class ExportVerb : Verb
{
    private const string LedgerName = "ledger.jsonl";

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
        Description = "The file to write, for one objective or the ledger; standard output unless stated.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "-",
    };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "In place of --output: a folder that exists, for a file NAME.csv of each objective.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _ledger = new("--ledger")
    {
        Description = "The ledger as JSON lines, in the place of a history; with --folder, beside the histories as ledger.jsonl.",
    };

    internal ExportVerb()
        : base("export", "Write the history of objectives as CSV, or the ledger as JSON lines.")
    {
        Add(_state);
        Add(_set);
        _app.AddTo(this);
        Add(_name);
        Add(_output);
        Add(_folder);
        Add(_ledger);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo export --state slo.db --name checkout > checkout.csv",
        "slo export --url http://localhost:5080/slo/api --folder history",
        "slo export --state slo.db --ledger > ledger.jsonl",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        if ((arguments.GetValue(_state) is null) != _app.IsGiven(arguments))
        {
            throw new ToolException(ExitCode.Usage, "either --state or --url is required; give one of them");
        }

        var output = arguments.GetRequiredValue(_output);
        if (arguments.GetValue(_folder) is { } folder)
        {
            OutputFile.Write(await FilesAsync(arguments, folder, cancel).ConfigureAwait(false));
        }
        else if (await TextAsync(arguments, cancel).ConfigureAwait(false) is var text && output == "-")
        {
            await ToolConfiguration.Of(arguments).Output.WriteAsync(text).ConfigureAwait(false);
        }
        else
        {
            OutputFile.Write((output, text));
        }

        return ExitCode.Ok;
    }

    private async Task<List<(string Path, string Text)>> FilesAsync(ParseResult arguments, string folder, CancellationToken cancel)
    {
        List<(string Path, string Text)> files =
        [
            .. (await HistoriesAsync(arguments, cancel).ConfigureAwait(false))
                .Select(history => (Path.Combine(folder, history.Name + ".csv"), Text(history.Steps))),
        ];
        if (arguments.GetValue(_ledger))
        {
            files.Add((Path.Combine(folder, LedgerName), await LedgerAsync(arguments, cancel).ConfigureAwait(false)));
        }

        return files;
    }

    private async Task<string> TextAsync(ParseResult arguments, CancellationToken cancel)
    {
        if (arguments.GetValue(_ledger))
        {
            return await LedgerAsync(arguments, cancel).ConfigureAwait(false);
        }

        IReadOnlyList<(string Name, IReadOnlyList<SloHistoryStep> Steps)> histories =
            await HistoriesAsync(arguments, cancel).ConfigureAwait(false);
        return histories.Count == 1
            ? Text(histories[0].Steps)
            : throw new ToolException(ExitCode.Usage, $"there are {histories.Count} objectives; select one with --name, or write all to a "
                + $"--folder: {string.Join(", ", histories.Select(history => history.Name))}");
    }

    private async Task<string> LedgerAsync(ParseResult arguments, CancellationToken cancel)
    {
        LedgerContent ledger = arguments.GetValue(_state) is { } path
            ? LedgerFile.Read(path, arguments.GetValue(_set))
            : await _app.ReadLedgerAsync(arguments, cancel).ConfigureAwait(false);
        return LedgerLines.Text(ledger.About(arguments.GetRequiredValue(_name)));
    }

    private async Task<IReadOnlyList<(string Name, IReadOnlyList<SloHistoryStep> Steps)>> HistoriesAsync(
        ParseResult arguments, CancellationToken cancel) => arguments.GetValue(_state) is { } path
        ? Read(StateFile.Read(path, arguments.GetValue(_set)), arguments)
        : await _app.ReadAsync(arguments, arguments.GetRequiredValue(_name), cancel).ConfigureAwait(false);

    private List<(string Name, IReadOnlyList<SloHistoryStep> Steps)> Read(StateFile file, ParseResult arguments)
    {
        string[] names = arguments.GetRequiredValue(_name);
        return [.. (names.Length == 0 ? file.States : names.Select(file.One))
            .Select(state => (state.Name, (IReadOnlyList<SloHistoryStep>)[.. state.GetSteps()]))];
    }

    private static string Text(IEnumerable<SloHistoryStep> steps) => TraceWriter.Text(HistoryRows.Of(steps));
}
