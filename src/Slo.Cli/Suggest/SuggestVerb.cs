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
    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal SuggestVerb()
        : base("suggest", "Suggest targets, thresholds, rules and objectives that the history supports.")
    {
        _status.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo suggest --url http://localhost:5080/slo/api",
        "slo suggest --state slo.db -i appsettings.json --name checkout --format json",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        (Uri? api, string? scope, string? file) = _status.AppOrFile(arguments, client);
        try
        {
            SuggestionReport report = api is null
                ? OfState(arguments, file!, cancel)
                : await AppSuggestions.ReadAsync(client, api, scope, _status.Names(arguments), cancel).ConfigureAwait(false);
            SuggestionOutput.Write(configuration, arguments.GetRequiredValue(_format), report);
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }

    private SuggestionReport OfState(ParseResult arguments, string path, CancellationToken cancel)
    {
        (StateFile file, IReadOnlyList<SloObjective> wanted) = _status.NamedState(arguments, path);
        return StateSuggestions.Build(file, wanted, ToolConfiguration.Of(arguments), cancel);
    }
}
