using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>A verb that shows what happened last in a running app.</summary>
internal abstract class ListVerb : Verb
{
    private readonly int _most;

    private readonly Option<string> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string?> _objective;
    private readonly Option<int> _limit;
    private readonly RequestOptions _request = new();
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    /// <param name="name">Of the verb.</param>
    /// <param name="description">For the help.</param>
    /// <param name="ofObjective">What --name selects, for the help.</param>
    /// <param name="most">The largest --limit.</param>
    /// <param name="order">Which come first, for the help.</param>
    /// <param name="more">Options of this verb alone.</param>
    private protected ListVerb(string name, string description, string ofObjective, int most, string order, params Option[] more)
        : base(name, description)
    {
        _most = most;
        _objective = new("--name", "-n") { Description = ofObjective, HelpName = "OBJECTIVE" };
        _limit = new("--limit")
        {
            Description = FormattableString.Invariant($"How many, from 1 to {most}; {order}."),
            HelpName = "COUNT",
            DefaultValueFactory = _ => 20,
        };
        Add(_url);
        Add(_objective);
        foreach (Option option in more)
        {
            Add(option);
        }

        Add(_limit);
        _request.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    /// <summary>The last part of the address, and the member of the list in JSON.</summary>
    private protected abstract string Items { get; }

    /// <summary>The columns of the table.</summary>
    private protected abstract string[] Heads { get; }

    /// <summary>The end of the query, for the options of this verb alone: empty, or <c>&amp;</c> and what follows.</summary>
    private protected virtual string MoreQuery(ParseResult arguments) => "";

    /// <summary>The rows of the table for an item, and whether it still lasts.</summary>
    private protected abstract IEnumerable<(string[] Cells, bool Lasts)> RowsOf(JsonElement item, DateTimeOffset now);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        Uri api = RequestOptions.Address("--url", arguments.GetRequiredValue(_url));
        JsonRequest request = new(client, Address(arguments, api), api.GetLeftPart(UriPartial.Path));
        try
        {
            using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
            DateTimeOffset now = configuration.Time.GetUtcNow();
            (JsonElement items, (string[], bool)[] rows) = request.Read(answer, root => (
                root.GetProperty(Items),
                root.GetProperty(Items).EnumerateArray().SelectMany(item => RowsOf(item, now)).ToArray()));
            Show(configuration, arguments.GetRequiredValue(_format), items, rows);
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }

    private Uri Address(ParseResult arguments, Uri api)
    {
        var limit = arguments.GetValue(_limit);
        if (limit < 1 || limit > _most)
        {
            throw new ToolException(ExitCode.Usage, FormattableString.Invariant($"--limit {limit}: must be from 1 to {_most}"));
        }

        var slo = arguments.GetValue(_objective) is { } objective ? "&slo=" + Uri.EscapeDataString(objective) : "";
        return new(FormattableString.Invariant(
            $"{api.AbsoluteUri.TrimEnd('/')}/v1/{Items}?limit={limit}{slo}{MoreQuery(arguments)}"));
    }

    private void Show(ToolConfiguration configuration, string format, JsonElement items, (string[] Cells, bool Lasts)[] rows)
    {
        switch (format)
        {
            case "json":
                JsonResult.Write(configuration.Output, json =>
                {
                    json.WritePropertyName(Items);
                    items.WriteTo(json);
                });
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, Heads, rows.Select(row => row.Cells));
                break;
            default:
                new Screen(configuration).Table(Heads, rows.Select(row => row.Cells), row => rows[row].Lasts);
                break;
        }
    }
}
