using System.CommandLine;
using System.Text.Json;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Export;

/// <summary>The option <c>--url</c>: the history of objectives from the JSON API of a running app.</summary>
internal sealed class AppHistory
{
    private readonly Option<string?> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
    };

    private readonly RequestOptions _request = new();

    internal void AddTo(Command verb)
    {
        verb.Add(_url);
        _request.AddTo(verb);
    }

    internal bool IsGiven(ParseResult arguments) => arguments.GetValue(_url) is not null;

    /// <param name="arguments">The command line.</param>
    /// <param name="names">Which objectives; none: all.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="ToolException">It is no address, the app does not answer, or has no such objective.</exception>
    internal async Task<IReadOnlyList<(string Name, IReadOnlyList<SloHistoryStep> Steps)>> ReadAsync(
        ParseResult arguments, IReadOnlyList<string> names, CancellationToken cancel)
    {
        Uri api = RequestOptions.Address("--url", arguments.GetValue(_url)!);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        try
        {
            AppStatusSource source = new(client, api);
            IReadOnlyList<string> wanted = names.Count > 0
                ? names : [.. (await source.ReadAsync(cancel).ConfigureAwait(false)).Select(status => status.Name)];
            List<(string, IReadOnlyList<SloHistoryStep>)> histories = [];
            foreach (var name in wanted)
            {
                Uri address = new($"{source.Address.TrimEnd('/')}/v1/slos/{Uri.EscapeDataString(name)}/history{api.Query}");
                using JsonDocument document = await new JsonRequest(client, address, source.Address).GetAsync(cancel).ConfigureAwait(false);
                histories.Add((name, Steps(document.RootElement, source.Address)));
            }

            return histories;
        }
        catch (UnansweredException exception)
        {
            throw new ToolException(ExitCode.Undecided, exception.Message);
        }
    }

    /// <summary>The ledger.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="ToolException">It is no address, or the app does not answer.</exception>
    internal async Task<LedgerContent> ReadLedgerAsync(ParseResult arguments, CancellationToken cancel)
    {
        Uri api = RequestOptions.Address("--url", arguments.GetValue(_url)!);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        try
        {
            return await new AppLedger(client, api).ReadAsync(cancel).ConfigureAwait(false);
        }
        catch (UnansweredException exception)
        {
            throw new ToolException(ExitCode.Undecided, exception.Message);
        }
    }

    private static List<SloHistoryStep> Steps(JsonElement answer, string shown)
    {
        try
        {
            JsonElement[] columns = [.. ((string[])["from", "to", "good", "bad"]).Select(name => answer.GetProperty(name))];
            List<SloHistoryStep> steps = [];
            DateTimeOffset end = DateTimeOffset.UnixEpoch;
            for (var i = 0; i < columns[0].GetArrayLength(); i++)
            {
                SloHistoryStep step = new(
                    DateTimeOffset.UnixEpoch.AddSeconds(columns[0][i].GetDouble()),
                    DateTimeOffset.UnixEpoch.AddSeconds(columns[1][i].GetDouble()),
                    new(columns[2][i].GetInt64(), columns[3][i].GetInt64()));
                steps.Add(step.From >= end && step is { Events: { Good: >= 0, Bad: >= 0 } } && step.To > step.From
                    ? step : throw new FormatException("is no history"));
                end = step.To;
            }

            return steps;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException
            or OverflowException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw JsonRequest.NoJson(shown);
        }
    }
}
