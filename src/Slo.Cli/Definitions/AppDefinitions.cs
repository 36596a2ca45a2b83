using System.CommandLine;
using System.Text;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Definitions;

/// <summary>The option <c>--url</c>: the definitions of a running app, also those that only its code declares.</summary>
internal sealed class AppDefinitions
{
    private readonly Option<string?> _url = new("--url")
    {
        Description = "Read the definitions of a running app from its JSON API, the prefix given to MapSloApi, for example "
            + "http://app/slo/api.",
        HelpName = "URL",
    };

    private readonly RequestOptions _request = new();

    internal void AddTo(Command verb)
    {
        verb.Add(_url);
        _request.AddTo(verb);
    }

    /// <returns>What the app declares; null without the option.</returns>
    /// <exception cref="ToolException">It is no address, or the app does not answer.</exception>
    internal JsonDefinitions? Read(ParseResult arguments)
    {
        if (arguments.GetValue(_url) is not { } url)
        {
            return null;
        }

        Uri api = RequestOptions.Address("--url", url);
        var shown = api.GetLeftPart(UriPartial.Path);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        try
        {
            Uri address = new($"{shown.TrimEnd('/')}/v1/definitions{api.Query}");
            using JsonDocument document = new JsonRequest(client, address, shown).GetAsync(CancellationToken.None).GetAwaiter().GetResult();
            return !IsAnswer(document.RootElement)
                ? throw JsonRequest.NoJson(shown)
                : JsonDefinitions.Of(shown, Encoding.UTF8.GetBytes(document.RootElement.GetRawText()), Incomplete(document.RootElement));
        }
        catch (UnansweredException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Message);
        }
        catch (InvalidOperationException)
        {
            // Texts with half a surrogate pair are no texts.
            throw new ToolException(ExitCode.Usage, JsonRequest.NoJson(shown).Message);
        }
    }

    private static bool IsAnswer(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("Slo", out JsonElement section)
        && section.ValueKind == JsonValueKind.Object;

    private static SloFinding[] Incomplete(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("incomplete", out JsonElement all)
            && all.ValueKind == JsonValueKind.Object
            ?
            [
                .. all.EnumerateObject().Select(one => SloFinding.Warning(
                    SloFindingCodes.ConversionLoss, SloText.OneLine(one.Value.ToString())) with { Objective = one.Name }),
            ]
            : [];
}
