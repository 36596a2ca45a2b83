using System.Globalization;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Report;

/// <summary>
/// Writes the status of objectives: redrawn in place on a terminal, one report after the other where output is redirected.
/// </summary>
internal sealed class ReportOutput : IDisposable
{
    private const string BelowTarget = "below target so far";
    private const string Home = "\u001b[H";
    private const string RestOfScreen = "\u001b[J";
    private const string OtherScreen = "\u001b[?1049h\u001b[?25l";
    private const string FirstScreen = "\u001b[?25h\u001b[?1049l";
    private static readonly string[] Heads = ["objective", "state", ">target", "period", ">now", ">coverage", ">budget left", ">burn rate",
        ">good", ">bad", "burning"];

    private readonly ToolConfiguration _configuration;
    private readonly string _format;
    private readonly bool _isLive;
    private readonly bool _isRedrawn;

    internal ReportOutput(ToolConfiguration configuration, string format, bool isLive = false)
    {
        _configuration = configuration;
        _format = format;
        _isLive = isLive;
        _isRedrawn = isLive && format == "table" && configuration.IsOutputTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb";
        if (_isRedrawn)
        {
            configuration.Output.Write(OtherScreen);
        }
    }

    public void Dispose()
    {
        if (_isRedrawn)
        {
            _configuration.Output.Write(FirstScreen);
            _configuration.Output.Flush();
        }
    }

    internal void Show(IReadOnlyList<ObjectiveStatus> statuses, DateTimeOffset? asOf = null) => Draw(() =>
    {
        switch (_format)
        {
            case "json":
                WriteJson(statuses, asOf);
                break;
            case "markdown":
                MarkdownTable.Write(_configuration.Output, Heads, statuses.Select(status => Cells(status, isMarked: true)));
                break;
            default:
                new Screen(_configuration).Table(
                    Heads, statuses.Select(status => Cells(status, isMarked: false)), row => IsRed(statuses[row]));
                break;
        }
    });

    /// <summary>Why there is nothing to show this time.</summary>
    internal void Say(string problem)
    {
        if (_isRedrawn)
        {
            Draw(() => _configuration.Output.WriteLine(problem));
        }
        else
        {
            if (_format == "json")
            {
                WriteJson([], null, problem);
                _configuration.Output.Flush();
            }

            _configuration.Error.WriteLine("slo: " + problem);
        }
    }

    private void Draw(Action content)
    {
        TextWriter output = _configuration.Output;
        if (_isRedrawn)
        {
            output.Write(Home + RestOfScreen);
        }

        if (_isLive && _format != "json")
        {
            output.WriteLine(Display.Of(_configuration.Time.GetUtcNow()) + " UTC");
        }

        content();
        if (_isRedrawn)
        {
            output.WriteLine("Ctrl-C ends this.");
        }
        else if (_isLive && _format != "json")
        {
            output.WriteLine();
        }

        output.Flush();
    }

    private static string[] Cells(ObjectiveStatus status, bool isMarked) =>
    [
        status.Name,
        (isMarked ? Mark(status) : "") + State(status),
        Display.Target(status.TargetRatio),
        status.Period ?? "",
        Display.Percent(status.ComplianceRatio),
        Display.Coverage(status.CoverageRatio),
        Display.Percent(status.BudgetRatio),
        status.BurnRate is { } rate ? rate.ToString("0.##", CultureInfo.InvariantCulture) + "x" : "",
        status.GoodEvents is { } good ? Display.Count(good) : "",
        status.BadEvents is { } bad ? Display.Count(bad) : "",
        status.Burning?.Text ?? "",
    ];

    // What was promised and what is left are two questions: with most of its period to come, an objective can miss the one and have the
    // other.
    private static string State(ObjectiveStatus status) => (status.State, status.IsMet) switch
    {
        (SloState.Healthy, false) => BelowTarget,
        (SloState.AtRisk, false) => $"{Display.Of(status.State)}, {BelowTarget}",
        _ => Display.Of(status.State),
    };

    private static bool IsRed(ObjectiveStatus status) => status.State == SloState.Exhausted || status.IsMet == false;

    private static string Mark(ObjectiveStatus status) => status.State switch
    {
        _ when IsRed(status) => "❌ ",
        SloState.Healthy when status.Burning is null => "✅ ",
        SloState.NoData => "",
        _ => "⚠️ ",
    };

    private void WriteJson(IReadOnlyList<ObjectiveStatus> statuses, DateTimeOffset? asOf, string? reason = null) => JsonResult.Write(
        _configuration.Output, json =>
    {
        json.WriteString("asOf", Display.Iso(asOf ?? _configuration.Time.GetUtcNow()));
        json.WriteStartArray("objectives");
        foreach (ObjectiveStatus status in statuses)
        {
            json.WriteStartObject();
            StatusJson.Write(json, status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (reason is not null)
        {
            json.WriteString("reason", reason);
        }
    });
}
