using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>The options of verbs that change something in an app: which app, who and why.</summary>
/// <param name="who">For the help of <c>--by</c>.</param>
/// <param name="why">For the help of <c>--reason</c>; null: there is no such option.</param>
internal sealed class AdminOptions(string who, string? why)
{
    private readonly Option<string> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloAdminApi, for example http://app/slo/api.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string?> _by = new("--by")
    {
        Description = who + "; the account of the request unless stated.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _reason = new("--reason") { Description = why, HelpName = "TEXT" };

    private readonly RequestOptions _request = new();

    internal void AddTo(Command verb)
    {
        verb.Add(_url);
        verb.Add(_by);
        if (why is not null)
        {
            verb.Add(_reason);
        }

        _request.AddTo(verb);
    }

    /// <summary>Who and why, as members of a body.</summary>
    internal void WriteTo(Utf8JsonWriter json, ParseResult arguments)
    {
        json.WriteStringOrNull("by", arguments.GetValue(_by));
        if (why is not null)
        {
            json.WriteStringOrNull("reason", arguments.GetValue(_reason));
        }
    }

    /// <summary>A path to delete, with who and why.</summary>
    internal string Deletion(string path, string id, ParseResult arguments)
    {
        string?[] query =
        [
            arguments.GetValue(_by) is { } by ? "by=" + Uri.EscapeDataString(by) : null,
            arguments.GetValue(_reason) is { } reason ? "reason=" + Uri.EscapeDataString(reason) : null,
        ];
        return $"{path}/{Uri.EscapeDataString(id)}?{string.Join('&', query.OfType<string>())}".TrimEnd('?');
    }

    /// <param name="arguments">The command line.</param>
    /// <param name="work">Gets what makes a request of a path.</param>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(ParseResult arguments, Func<Func<string, JsonRequest>, Task> work)
    {
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        Uri api = RequestOptions.Address("--url", arguments.GetRequiredValue(_url));
        try
        {
            await work(path => new JsonRequest(client, new Uri($"{api.AbsoluteUri.TrimEnd('/')}/{path}"), api.GetLeftPart(UriPartial.Path)))
                .ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            await ToolConfiguration.Of(arguments).Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }
}
