using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Mark;

/// <summary><c>slo mark deploy</c>: a version was deployed.</summary>
internal sealed class MarkDeployVerb : Verb
{
    private readonly Argument<string> _version = new("version") { Description = "What was deployed, for example v1.4.2." };

    private readonly Option<string> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloAdminApi, for example http://app/slo/api.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string?> _by = new("--by")
    {
        Description = "Who deployed it; the account of the request unless stated.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _reason = new("--reason") { Description = "Why, or what is new.", HelpName = "TEXT" };

    private readonly RequestOptions _request = new();

    internal MarkDeployVerb()
        : base("deploy", "Note that a version was deployed.")
    {
        Add(_version);
        Add(_url);
        Add(_by);
        Add(_reason);
        _request.AddTo(this);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo mark deploy v1.4.2 --url http://localhost:5080/slo/api --by pipeline-417 --header 'Authorization: Bearer ${TOKEN}'",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        Uri api = RequestOptions.Address("--url", arguments.GetRequiredValue(_url));
        Uri address = new(api.AbsoluteUri.TrimEnd('/') + "/v1/ledger/deployments");
        try
        {
            using JsonDocument entry = await new JsonRequest(client, address, api.GetLeftPart(UriPartial.Path))
                .PostAsync(Body(arguments), cancel).ConfigureAwait(false);
            new Screen(configuration).Line($"{arguments.GetRequiredValue(_version)} is in the ledger");
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }

    private byte[] Body(ParseResult arguments)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", arguments.GetRequiredValue(_version));
            json.WriteStringOrNull("by", arguments.GetValue(_by));
            json.WriteStringOrNull("reason", arguments.GetValue(_reason));
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
