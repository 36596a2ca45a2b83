using System.CommandLine;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;
using Slo.Shared.Reporting;

namespace Slo.Cli.Report;

/// <summary><c>slo report</c>: the status of every objective, once or continuously; or the review of a time as a document.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly StatusOptions _status = new();
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Continue until Ctrl-C." };
    private readonly Option<TimeSpan?> _interval = CommonOptions.Duration(
        "--interval", "How often --watch queries; 3s unless stated.", mostDays: 1);
    private readonly ReviewOptions _review = new();
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown", "html");

    internal ReportVerb()
        : base("report", "Show the status of objectives, once or continuously; or write their review.")
    {
        _status.AddTo(this);
        Add(_watch);
        Add(_interval);
        _review.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo report -w --url http://localhost:5080/slo/api",
        "slo report --state slo.db -i appsettings.json",
        "slo report --prometheus http://prometheus:9090 --format markdown >> \"$GITHUB_STEP_SUMMARY\"",
        "slo report --url http://localhost:5080/slo/api --format html --from 2026-03-01 --to 2026-04-01 -o march.html",
        "slo report --state slo.db -i appsettings.json --format markdown --from 2026-03-01 --to 2026-04-01",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        if (_review.IsGiven(arguments, arguments.GetRequiredValue(_format)))
        {
            return await ReviewAsync(arguments, client, cancel).ConfigureAwait(false);
        }

        IStatusSource source = _status.Source(arguments, client);
        var format = arguments.GetRequiredValue(_format);
        if (!arguments.GetValue(_watch))
        {
            return await ShowOnceAsync(arguments, source, new ReportOutput(configuration, format), cancel).ConfigureAwait(false);
        }

        using ReportOutput board = new(configuration, format, isLive: true);
        TimeSpan interval = arguments.GetValue(_interval) ?? TimeSpan.FromSeconds(3);
        while (true)
        {
            try
            {
                board.Show(await ReadAsync(arguments, source, cancel).ConfigureAwait(false), source.AsOf);
            }
            catch (UnansweredException exception)
            {
                board.Say(exception.Message);
            }

            await Task.Delay(interval, configuration.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<int> ShowOnceAsync(ParseResult arguments, IStatusSource source, ReportOutput once, CancellationToken cancel)
    {
        try
        {
            once.Show(await ReadAsync(arguments, source, cancel).ConfigureAwait(false), source.AsOf);
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            once.Say(exception.Message);
            return ExitCode.Undecided;
        }
    }

    private async Task<int> ReviewAsync(ParseResult arguments, HttpClient client, CancellationToken cancel)
    {
        if (arguments.GetValue(_watch))
        {
            throw new ToolException(ExitCode.Usage, "--watch shows the status: it goes without --from, --to and --format html");
        }

        ReportFormat format = arguments.GetRequiredValue(_format) switch
        {
            "html" => ReportFormat.Html,
            "markdown" => ReportFormat.Markdown,
            _ => throw new ToolException(ExitCode.Usage, "--from and --to write a review: add --format html or markdown"),
        };
        (Uri? api, string? scope, string? file) = _status.AppOrFile(arguments, client);
        string[] names = _status.Names(arguments);
        if (api is null)
        {
            await _review.WriteAsync(arguments, OfState(arguments, file!, format, cancel)).ConfigureAwait(false);
            return ExitCode.Ok;
        }

        try
        {
            _review.Range(arguments, ToolConfiguration.Of(arguments).Time.GetUtcNow());
            var document = await AppReview.ReadAsync(client, api, scope, format, _review.Texts(arguments), names, cancel)
                .ConfigureAwait(false);
            await _review.WriteAsync(arguments, document).ConfigureAwait(false);
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            await ToolConfiguration.Of(arguments).Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }

    private string OfState(ParseResult arguments, string path, ReportFormat format, CancellationToken cancel)
    {
        (StateFile file, IReadOnlyList<SloObjective> wanted, IReadOnlyList<SloObjective> all) = _status.NamedState(arguments, path);
        return StateReview.Write(file, wanted, all, _review.Range(arguments, file.AsOf), format, ToolConfiguration.Of(arguments), cancel);
    }

    private async Task<IReadOnlyList<ObjectiveStatus>> ReadAsync(ParseResult arguments, IStatusSource source, CancellationToken cancel) =>
        _status.Choose(arguments, source, await source.ReadAsync(cancel).ConfigureAwait(false));
}
