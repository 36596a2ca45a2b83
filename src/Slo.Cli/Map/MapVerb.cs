using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;
using Slo.Shared.Map;

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

    private readonly Option<string?> _scope = new("--scope")
    {
        Description = "What the app is asked for: the map of the instance that answers, or that of all services that share the map of "
            + "its fleet. Default: instance.",
        HelpName = "SCOPE",
    };

    private readonly RequestOptions _request = new();
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal MapVerb()
        : base("map", "Join the dependency maps of running apps: who calls whom, and which service makes the others burn.")
    {
        _scope.AcceptOnlyFromAmong("instance", "fleet");
        Add(_url);
        Add(_scope);
        Add(_window);
        _request.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo map --url http://shop:8080/slo/api --url http://orders:8080/slo/api --url http://payments:8080/slo/api",
        "slo map --url http://shop:8080/slo/api http://orders:8080/slo/api --window 6h --format json",
        "slo map --url http://shop:8080/slo/api --scope fleet",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        Uri[] addresses = [.. arguments.GetRequiredValue(_url).Select(url => Prefix(RequestOptions.Address("--url", url))).Distinct()];
        var scope = arguments.GetValue(_scope);
        var isFleet = scope == "fleet";
        string?[] query =
        [
            arguments.GetValue(_window) is { } length ? "window=" + SloDuration.Format(length) : null,
            scope is null ? null : "scope=" + scope,
        ];
        var asked = string.Join('&', query.OfType<string>());
        (AppMap? Map, UnansweredException? Fault)[] answers =
            await Task.WhenAll(addresses.Select(address => AskAsync(client, address, asked, cancel))).ConfigureAwait(false);
        JoinedMap map = new([.. Once([.. answers.Select(answer => answer.Map).OfType<AppMap>()], isFleet)], isFleet);
        string[] faults = [.. answers.Select(answer => answer.Fault?.Message).OfType<string>()];
        foreach (var fault in faults.Concat(MapResult.CutLines(map)))
        {
            await configuration.Error.WriteLineAsync("slo: " + fault).ConfigureAwait(false);
        }

        if (map.Apps.Count > 0)
        {
            Show(configuration, arguments.GetRequiredValue(_format), map, faults);
        }

        return faults.Length > 0 || !map.IsWhole ? ExitCode.Undecided : ExitCode.Ok;
    }

    private static async Task<(AppMap? Map, UnansweredException? Fault)> AskAsync(
        HttpClient client, Uri api, string asked, CancellationToken cancel)
    {
        var query = asked.Length > 0 ? "?" + asked : "";
        JsonRequest request = new(
            client, new Uri($"{api.AbsoluteUri.TrimEnd('/')}/v1/map{query}"), api.GetLeftPart(UriPartial.Path));
        try
        {
            using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
            return (request.Read(answer, root => MapAnswer.Read(api, root)), null);
        }
        catch (UnansweredException exception)
        {
            return (null, exception);
        }
    }

    // One app may be written in several ways, and counts once.
    private static Uri Prefix(Uri address) =>
        new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/'), Fragment = "" }.Uri;

    // Instances of one fleet answer with the same map. Within one, two fleets may have services and objectives of the same names.
    private static IEnumerable<AppMap> Once(IReadOnlyList<AppMap> maps, bool isFleet)
    {
        HashSet<(string Service, string Objective)> known = [];
        HashSet<string> findings = new(StringComparer.Ordinal);
        foreach (AppMap map in isFleet ? maps : UnnamedServices.Name(maps))
        {
            yield return !isFleet ? map : map with
            {
                Callers = [.. map.Callers.Where(caller => !known.Contains((caller.Service, caller.Objective)))],
                Findings = [.. map.Findings.Where(findings.Add)],
            };
            known.UnionWith(map.Callers.Select(caller => (caller.Service, caller.Objective)));
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
                MapResult.WriteMarkdown(configuration.Output, map);
                break;
            default:
                MapResult.WriteText(new Screen(configuration), map);
                break;
        }
    }
}
