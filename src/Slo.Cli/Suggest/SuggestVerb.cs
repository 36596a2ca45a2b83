using System.CommandLine;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;
using Slo.Shared.Reporting;

namespace Slo.Cli.Suggest;

/// <summary><c>slo suggest</c>: changes of definitions that the history supports.</summary>
internal sealed class SuggestVerb : Verb
{
    private readonly StatusOptions _status = new(hasPrometheus: false);
    private readonly TraceInputs _traces = new();
    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal SuggestVerb()
        : base("suggest", "Suggest targets, thresholds, rules and objectives that the history supports.")
    {
        _status.AddTo(this);
        _traces.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo suggest --url http://localhost:5080/slo/api",
        "slo suggest --state slo.db -i appsettings.json --name checkout --format json",
        "slo suggest --slo appsettings.json --trace checkout.csv --name checkout",
        "slo suggest --slo appsettings.json --trace fast=fast.csv --trace slow=slow.csv",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        if (_traces.AreGiven(arguments))
        {
            return Write(arguments, await Task.Run(() => OfTraces(arguments, cancel), cancel).ConfigureAwait(false));
        }

        using HttpClient client = RequestOptions.CreateClient();
        (Uri? api, string? scope, string? file) = _status.AppOrFile(arguments, client);
        try
        {
            return Write(arguments, api is null
                ? OfState(arguments, file!, cancel)
                : await AppSuggestions.ReadAsync(client, api, scope, _status.Names(arguments), cancel).ConfigureAwait(false));
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }

    private SuggestionReport OfState(ParseResult arguments, string path, CancellationToken cancel)
    {
        (StateFile file, IReadOnlyList<SloObjective> wanted, IReadOnlyList<SloObjective> all) = _status.NamedState(arguments, path);
        return StateSuggestions.Build(file, wanted, all, ToolConfiguration.Of(arguments), cancel);
    }

    private SuggestionReport OfTraces(ParseResult arguments, CancellationToken cancel)
    {
        if (_status.HasSource(arguments))
        {
            throw new ToolException(ExitCode.Usage, "either --url, --state or --trace is required; give one of them");
        }

        string[] names = _status.Names(arguments);
        return TraceSuggestions.Build(_traces.Read(arguments, names), names, ToolConfiguration.Of(arguments), cancel);
    }

    private int Write(ParseResult arguments, SuggestionReport report)
    {
        SuggestionOutput.Write(ToolConfiguration.Of(arguments), arguments.GetRequiredValue(_format), report);
        return report.IsDecided ? ExitCode.Ok : ExitCode.Undecided;
    }
}
