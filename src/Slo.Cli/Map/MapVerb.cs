using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Map;

/// <summary><c>slo map</c>: joins the dependency maps of several apps, and names what makes them burn.</summary>
internal sealed class MapVerb : Verb
{
    private readonly Option<string[]> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api. Once for each app.",
        HelpName = "URL",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<TimeSpan?> _window = CommonOptions.Duration(
        "--window", "What is looked at; unless stated, the long window of the rule that fires, else 1h.", mostDays: 3);

    private readonly RequestOptions _request = new();
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal MapVerb()
        : base("map", "Join the dependency maps of running apps: who calls whom, and which service makes the others burn.")
    {
        Add(_url);
        Add(_window);
        _request.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo map --url http://shop:8080/slo/api --url http://orders:8080/slo/api --url http://payments:8080/slo/api",
        "slo map --url http://shop:8080/slo/api http://orders:8080/slo/api --window 6h --format json",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        Uri[] addresses = [.. arguments.GetRequiredValue(_url).Select(url => RequestOptions.Address("--url", url)).Distinct()];
        var window = arguments.GetValue(_window) is { } length ? "?window=" + SloDuration.Format(length) : "";
        (AppMap? Map, UnansweredException? Fault)[] answers =
            await Task.WhenAll(addresses.Select(address => AskAsync(client, address, window, cancel))).ConfigureAwait(false);
        JoinedMap map = new([.. answers.Select(answer => answer.Map).OfType<AppMap>()]);
        string[] faults = [.. answers.Select(answer => answer.Fault?.Message).OfType<string>()];
        foreach (var fault in faults)
        {
            await configuration.Error.WriteLineAsync("slo: " + fault).ConfigureAwait(false);
        }

        if (map.Apps.Count > 0)
        {
            Show(configuration, arguments.GetRequiredValue(_format), map, faults);
        }

        return faults.Length > 0 ? ExitCode.Undecided : ExitCode.Ok;
    }

    private static async Task<(AppMap? Map, UnansweredException? Fault)> AskAsync(
        HttpClient client, Uri api, string window, CancellationToken cancel)
    {
        JsonRequest request = new(
            client, new Uri($"{api.AbsoluteUri.TrimEnd('/')}/v1/map{window}"), api.GetLeftPart(UriPartial.Path));
        try
        {
            using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
            return (request.Read(answer, root => AppMap.Of(api, root)), null);
        }
        catch (UnansweredException exception)
        {
            return (null, exception);
        }
    }

    private static void Show(ToolConfiguration configuration, string format, JoinedMap map, string[] faults)
    {
        switch (format)
        {
            case "json":
                MapResult.WriteJson(configuration.Output, map, faults);
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, MapResult.ServiceHeads, MapResult.ServiceRows(map));
                configuration.Output.WriteLine();
                MarkdownTable.Write(configuration.Output, MapResult.EdgeHeads, MapResult.EdgeRows(map));
                break;
            default:
                MapResult.WriteText(new Screen(configuration), map);
                break;
        }
    }
}
