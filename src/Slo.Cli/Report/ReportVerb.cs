using System.CommandLine;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Report;

/// <summary><c>slo report</c>: the status of every objective, once or continuously.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly StatusOptions _status = new();
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Continue until Ctrl-C." };
    private readonly Option<TimeSpan?> _interval = CommonOptions.Duration(
        "--interval", "How often --watch queries; 3s unless stated.", mostDays: 1);
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal ReportVerb()
        : base("report", "Show the status of objectives, once or continuously.")
    {
        _status.AddTo(this);
        Add(_watch);
        Add(_interval);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo report -w --url http://localhost:5080/slo/api",
        "slo report --state slo.db -i appsettings.json",
        "slo report --prometheus http://prometheus:9090 --format markdown >> \"$GITHUB_STEP_SUMMARY\"",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        IStatusSource source = _status.Source(arguments, client);
        var format = arguments.GetRequiredValue(_format);
        if (!arguments.GetValue(_watch))
        {
            ReportOutput once = new(configuration, format);
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

    private async Task<IReadOnlyList<ObjectiveStatus>> ReadAsync(ParseResult arguments, IStatusSource source, CancellationToken cancel) =>
        _status.Choose(arguments, source, await source.ReadAsync(cancel).ConfigureAwait(false));
}
