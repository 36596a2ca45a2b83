using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Cli.Replay;
using Slo.Shared.Replay;

namespace Slo.Cli.Import;

/// <summary><c>slo import</c>: gives an objective a history, from a trace or from Prometheus, in the file of an app's store.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Option<string> _state = new("--state")
    {
        Description = "The file of AddSqliteStore, created if it does not exist. The app must be stopped.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _set = StateFile.SetOption();
    private readonly Option<string?> _slo = CommonOptions.Slo(isRequired: true);
    private readonly Option<string?> _name = CommonOptions.Name();

    private readonly Option<string?> _trace = new("--trace", "-t")
    {
        Description = "The history: CSV as of slo export or for slo replay; - is standard input.",
        HelpName = "CSV",
    };

    private readonly PrometheusOptions _prometheus = new();

    private readonly Option<TimeSpan?> _step = CommonOptions.Duration(
        "--step", "How long a row of the trace was observed at most, or how often Prometheus is asked for the counters.", mostDays: 31);

    private readonly Option<bool> _cut = new("--cut")
    {
        Description = "Leave out what overlaps the history that the file has, where it would be an error.",
    };

    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal ImportVerb()
        : base("import", "Give an objective a history, so that it does not begin without one.")
    {
        Add(_state);
        Add(_set);
        Add(_slo);
        Add(_name);
        Add(_trace);
        _prometheus.AddTo(this);
        Add(_step);
        Add(_cut);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo import --state slo.db --slo appsettings.json --name checkout --trace checkout.csv",
        "slo import --state slo.db --slo slos.yaml --name checkout --prometheus http://prometheus:9090",
        "slo import --state slo.db --slo appsettings.json --name checkout --prometheus http://prometheus:9090 "
            + "--good-query 'http_requests_total{code!~\"5..\"}' --total-query http_requests_total",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        SloObjective objective = DefinitionFile.Read(arguments.GetRequiredValue(_slo)!, arguments.GetValue(_name));
        if (arguments.GetValue(_trace) is null == !_prometheus.IsGiven(arguments))
        {
            throw new ToolException(ExitCode.Usage, "either --trace or --prometheus is required; give one of them");
        }

        using StateStore store = await StateStore.OpenAsync(arguments.GetRequiredValue(_state), arguments.GetValue(_set), cancel)
            .ConfigureAwait(false);
        Backfill backfill = new(objective, store.Find(objective), configuration.Time.GetUtcNow());
        IReadOnlyList<SloHistoryStep> steps = arguments.GetValue(_trace) is { } trace
            ? backfill.Check(trace, ReadTrace(trace, arguments, configuration), arguments.GetValue(_cut), configuration)
            : await _prometheus.ReadAsync(arguments, backfill, arguments.GetValue(_step), configuration, cancel).ConfigureAwait(false);
        await store.SaveAsync(backfill.With(steps), cancel).ConfigureAwait(false);
        ImportOutput.Write(configuration, arguments.GetRequiredValue(_format), objective, steps);
        return ExitCode.Ok;
    }

    private IReadOnlyList<SloHistoryStep> ReadTrace(string path, ParseResult arguments, ToolConfiguration configuration)
    {
        var now = configuration.Time.GetUtcNow().ToUnixTimeSeconds();
        return HistoryRows.ToSteps(TraceReader.Read(path, now), (long?)arguments.GetValue(_step)?.TotalSeconds, now);
    }
}
