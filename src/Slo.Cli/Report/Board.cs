using System.Globalization;
using Slo.Cli.Conduct;
using Slo.Cli.Status;

namespace Slo.Cli.Report;

/// <summary>Draws how objectives stand: over and over in the same place on a terminal, one after the other where it is redirected.</summary>
internal sealed class Board : IDisposable
{
    private const string Home = "\u001b[H";
    private const string RestOfScreen = "\u001b[J";
    private const string OtherScreen = "\u001b[?1049h\u001b[?25l";
    private const string FirstScreen = "\u001b[?25h\u001b[?1049l";
    private static readonly string[] Heads = ["objective", "state", ">target", "period", ">now", ">budget left", ">burn rate", ">good", ">bad", "burning"];

    private readonly ToolConfiguration _configuration;
    private readonly string _format;
    private readonly bool _isLive;
    private readonly bool _isRedrawn;

    internal Board(ToolConfiguration configuration, string format, bool isLive = false)
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

    internal void Show(IReadOnlyList<Standing> standings) => Draw(() =>
    {
        switch (_format)
        {
            case "json":
                WriteJson(standings);
                break;
            case "markdown":
                MarkdownTable.Write(_configuration.Output, Heads, standings.Select(standing => Cells(standing, isMarked: true)));
                break;
            default:
                new Screen(_configuration).Table(Heads, standings.Select(standing => Cells(standing, isMarked: false)));
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
                WriteJson([], problem);
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
            output.WriteLine(Words.Of(TimeProvider.System.GetUtcNow()) + " UTC");
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

    private static string[] Cells(Standing standing, bool isMarked) =>
    [
        standing.Name,
        (isMarked ? Mark(standing) : "") + standing.State,
        Words.Target(standing.TargetRatio),
        standing.Period ?? "",
        Words.Percent(standing.ComplianceRatio),
        Words.Percent(standing.BudgetRatio),
        standing.BurnRate is { } rate ? rate.ToString("0.##", CultureInfo.InvariantCulture) + "x" : "",
        standing.GoodEvents is { } good ? Words.Count(good) : "",
        standing.BadEvents is { } bad ? Words.Count(bad) : "",
        standing.Burning?.Text ?? "",
    ];

    private static string Mark(Standing standing) => standing.State switch
    {
        "healthy" => "✅ ",
        "exhausted" => "❌ ",
        "no data" => "",
        _ => "⚠️ ",
    };

    private void WriteJson(IReadOnlyList<Standing> standings, string? reason = null) => JsonResult.Write(_configuration.Output, json =>
    {
        json.WriteString("at", Words.Iso(TimeProvider.System.GetUtcNow()));
        json.WriteStartArray("objectives");
        foreach (Standing standing in standings)
        {
            json.WriteStartObject();
            StandingJson.Write(json, standing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (reason is not null)
        {
            json.WriteString("reason", reason);
        }
    });
}
