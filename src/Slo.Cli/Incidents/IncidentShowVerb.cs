using System.CommandLine;
using System.Text.Json;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;
using Slo.Shared.Incidents;

namespace Slo.Cli.Incidents;

/// <summary><c>slo incident show</c>: shows an incident, from a running app or from the file of its store.</summary>
internal sealed class IncidentShowVerb : Verb
{
    private readonly Argument<string> _id = new("id") { Description = "The incident, as slo incidents --format json has it." };

    private readonly Option<string?> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
    };

    private readonly Option<string?> _state = StateFile.Option();
    private readonly Option<string?> _set = StateFile.SetOption();

    private readonly Option<string?> _input = new("--input", "-i")
    {
        Description = "With --state: the settings file with the section Slo, for category, queue and first response.",
        HelpName = "FILE",
    };

    private readonly RequestOptions _request = new();
    private readonly Option<string> _format = CommonOptions.Format("text", "markdown", "json");

    internal IncidentShowVerb()
        : base("show", "Show an incident: facts, timeline, notes, draft summary.")
    {
        Add(_id);
        Add(_url);
        Add(_state);
        Add(_set);
        Add(_input);
        _request.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo incident show 20260101T000100-abc --url http://localhost:5080/slo/api",
        "slo incident show 20260101T000100-abc --state slo.db -i appsettings.json --format markdown",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        var id = arguments.GetRequiredValue(_id);
        IncidentFormat format = Enum.Parse<IncidentFormat>(arguments.GetRequiredValue(_format), ignoreCase: true);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        try
        {
            IncidentFile file = (arguments.GetValue(_url), arguments.GetValue(_state)) switch
            {
                ({ } url, null) => await new AppIncident(client, RequestOptions.Address("--url", url)).ReadAsync(id, cancel)
                    .ConfigureAwait(false),
                (null, { } path) => StateIncident.Read(StateFile.Read(path, arguments.GetValue(_set)), id, arguments.GetValue(_input)),
                _ => throw new ToolException(ExitCode.Usage, "either --url or --state is required; give one of them"),
            };
            Write(configuration.Output, file, format);
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }

    private static void Write(TextWriter output, IncidentFile file, IncidentFormat format)
    {
        if (format != IncidentFormat.Json)
        {
            output.Write(IncidentDocuments.Write(file, format));
            return;
        }

        using JsonDocument document = JsonSerializer.SerializeToDocument(file, IncidentJson.Default.IncidentFile);
        JsonResult.Write(output, json =>
        {
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                member.WriteTo(json);
            }
        });
    }
}
