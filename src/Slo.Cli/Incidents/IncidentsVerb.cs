using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Incidents;

/// <summary><c>slo incidents</c>: the last incidents of an app.</summary>
internal sealed class IncidentsVerb : Verb
{
    private static readonly string[] Heads =
        ["started", ">lasted", "objective", "severity", ">peak burn rate", ">bad", ">budget spent", "cause"];

    private readonly Option<string> _url = new("--url")
    {
        Description = "The JSON API of an app: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string?> _name = new("--name", "-n") { Description = "Only of this objective.", HelpName = "OBJECTIVE" };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "How many, from 1 to 1000; the last to start come first.",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 20,
    };

    private readonly RequestOptions _request = new();
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal IncidentsVerb()
        : base("incidents", "Show the last incidents of a running app.")
    {
        Add(_url);
        Add(_name);
        Add(_limit);
        _request.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo incidents --url http://localhost:5080/slo/api",
        "slo incidents --url http://localhost:5080/slo/api --name checkout --format json",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        Uri api = RequestOptions.Address("--url", arguments.GetRequiredValue(_url));
        var shown = api.GetLeftPart(UriPartial.Path);
        try
        {
            using JsonDocument page = await new JsonRequest(client, Address(arguments, api), shown).GetAsync(cancel).ConfigureAwait(false);
            Show(configuration, arguments.GetRequiredValue(_format), page.RootElement, shown);
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
        if (limit is < 1 or > 1000)
        {
            throw new ToolException(ExitCode.Usage, FormattableString.Invariant($"--limit {limit}: must be from 1 to 1000"));
        }

        var name = arguments.GetValue(_name) is { } slo ? "&slo=" + Uri.EscapeDataString(slo) : "";
        return new(string.Create(CultureInfo.InvariantCulture, $"{api.AbsoluteUri.TrimEnd('/')}/v1/incidents?limit={limit}{name}"));
    }

    private static void Show(ToolConfiguration configuration, string format, JsonElement page, string shown)
    {
        DateTimeOffset now = configuration.Time.GetUtcNow();
        JsonElement incidents;
        IncidentRow[] rows;
        try
        {
            incidents = page.GetProperty("incidents");
            rows = [.. incidents.EnumerateArray().Select(IncidentRow.Of)];
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw JsonRequest.NoJson(shown);
        }

        switch (format)
        {
            case "json":
                JsonResult.Write(configuration.Output, json =>
                {
                    json.WritePropertyName("incidents");
                    incidents.WriteTo(json);
                });
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, Heads, rows.Select(row => Cells(row, now)));
                break;
            default:
                new Screen(configuration).Table(Heads, rows.Select(row => Cells(row, now)), row => rows[row].EndedAt is null);
                break;
        }
    }

    private static string[] Cells(IncidentRow row, DateTimeOffset now) =>
    [
        Display.Of(row.StartedAt),
        row.EndedAt is { } ended ? Display.Time(ended - row.StartedAt)
            : "for " + Display.Time(TimeSpan.FromTicks(Math.Max(0, (now - row.StartedAt).Ticks))),
        row.Subject,
        row.Severity,
        row.PeakBurnRate is { } peak ? Display.Number(peak) + "x" : "",
        Display.Count(row.BadEvents),
        row.BudgetSpentRatio is { } spent ? Display.Percent(spent) : "",
        row.Cause,
    ];
}
