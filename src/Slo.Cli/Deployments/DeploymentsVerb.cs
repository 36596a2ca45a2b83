using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Deployments;

/// <summary><c>slo deployments</c>: the last deployments of an app, and their costs in error budget.</summary>
internal sealed class DeploymentsVerb : Verb
{
    private static readonly string[] Heads = ["deployed", "version", "by", ">counted for", "objective", ">bad", ">budget spent"];

    private readonly Option<string> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string?> _name = new("--name", "-n") { Description = "Only for this objective.", HelpName = "OBJECTIVE" };

    private readonly Option<TimeSpan?> _window = CommonOptions.Duration(
        "--window", "How long a deployment is followed, unless another one comes before; 1h unless stated.", mostDays: 7);

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "How many, from 1 to 100; the last ones come first.",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 20,
    };

    private readonly RequestOptions _request = new();
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal DeploymentsVerb()
        : base("deployments", "Show the last deployments of a running app, and what each cost in error budget.")
    {
        Add(_url);
        Add(_name);
        Add(_window);
        Add(_limit);
        _request.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo deployments --url http://localhost:5080/slo/api",
        "slo deployments --url http://localhost:5080/slo/api --name checkout --window 6h --limit 1 --format json",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        Uri api = RequestOptions.Address("--url", arguments.GetRequiredValue(_url));
        try
        {
            JsonRequest request = new(client, Address(arguments, api), api.GetLeftPart(UriPartial.Path));
            using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
            (JsonElement deployments, DeploymentCostRow[] rows) = request.Read(answer, root => (
                root.GetProperty("deployments"),
                root.GetProperty("deployments").EnumerateArray().SelectMany(DeploymentCostRow.Of).ToArray()));
            Show(configuration, arguments.GetRequiredValue(_format), deployments, rows);
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
        if (limit is < 1 or > 100)
        {
            throw new ToolException(ExitCode.Usage, FormattableString.Invariant($"--limit {limit}: must be from 1 to 100"));
        }

        var name = arguments.GetValue(_name) is { } slo ? "&slo=" + Uri.EscapeDataString(slo) : "";
        var window = arguments.GetValue(_window) is { } length ? "&window=" + SloDuration.Format(length) : "";
        return new(string.Create(
            CultureInfo.InvariantCulture, $"{api.AbsoluteUri.TrimEnd('/')}/v1/deployments?limit={limit}{name}{window}"));
    }

    private static void Show(ToolConfiguration configuration, string format, JsonElement deployments, DeploymentCostRow[] rows)
    {
        switch (format)
        {
            case "json":
                JsonResult.Write(configuration.Output, json =>
                {
                    json.WritePropertyName("deployments");
                    deployments.WriteTo(json);
                });
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, Heads, rows.Select(Cells));
                break;
            default:
                new Screen(configuration).Table(Heads, rows.Select(Cells));
                break;
        }
    }

    private static string[] Cells(DeploymentCostRow row) =>
    [
        Display.Of(row.At), row.Version, row.Actor, Display.Time(row.Until - row.At), row.Objective, Display.Count(row.BadEvents), row.Cost,
    ];
}
