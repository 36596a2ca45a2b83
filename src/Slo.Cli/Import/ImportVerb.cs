using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.History;

namespace Slo.Cli.Import;

/// <summary>
/// <c>slo import</c>: gives an objective a history, from a trace or from Prometheus, in the file of an app's store; or the file a ledger.
/// </summary>
internal sealed class ImportVerb : Verb
{
    private readonly Option<string> _state = new("--state")
    {
        Description = "The file of AddSqliteStore, created if it does not exist. The app must be stopped.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _set = StateFile.SetOption();
    private readonly Option<string?> _slo = CommonOptions.Slo(isRequired: false);
    private readonly Option<string?> _name = CommonOptions.Name();

    private readonly Option<string?> _trace = new("--trace", "-t")
    {
        Description = "The history: CSV as of slo export or for slo replay; - is standard input.",
        HelpName = "CSV",
    };

    private readonly PrometheusOptions _prometheus = new();

    private readonly Option<string?> _ledger = new("--ledger")
    {
        Description = "In the place of a history: the ledger of slo export --ledger, with the exclusions and overrides in it.",
        HelpName = "JSONL",
    };

    private readonly Option<TimeSpan?> _step = CommonOptions.Duration(
        "--step", "How long a row of the trace was observed at most, or how often Prometheus is asked for the counters.", mostDays: 31);

    private readonly Option<bool> _cut = new("--cut")
    {
        Description = "Leave out what overlaps the history that the file has, where it would be an error.",
    };

    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal ImportVerb()
        : base("import", "Give an objective a history, so that it does not begin without one, or a store a ledger.")
    {
        Add(_state);
        Add(_set);
        Add(_slo);
        Add(_name);
        Add(_trace);
        _prometheus.AddTo(this);
        Add(_ledger);
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
        "slo import --state slo.db --ledger ledger.jsonl",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        var ledger = arguments.GetValue(_ledger);
        bool[] sources = [arguments.GetValue(_trace) is not null, _prometheus.IsGiven(arguments), ledger is not null];
        if (sources.Count(isGiven => isGiven) != 1)
        {
            throw new ToolException(ExitCode.Usage, "either --trace, --prometheus or --ledger is required; give one of them");
        }

        if (ledger is not null)
        {
            return await RunLedgerAsync(arguments, ledger, configuration, cancel).ConfigureAwait(false);
        }

        SloObjective objective = DefinitionFile.Read(
            arguments.GetValue(_slo) ?? throw new ToolException(ExitCode.Usage, "--slo is required: the file that declares the objective"),
            arguments.GetValue(_name));
        using StateStore store = await StateStore.OpenAsync(arguments.GetRequiredValue(_state), arguments.GetValue(_set), cancel)
            .ConfigureAwait(false);
        Backfill backfill = new(objective, store.Find(objective), configuration.Time.GetUtcNow());
        IReadOnlyList<SloHistoryStep> steps = arguments.GetValue(_trace) is { } trace
            ? backfill.Check(trace, ReadTrace(trace, arguments, configuration), arguments.GetValue(_cut), configuration)
            : await _prometheus.ReadAsync(arguments, backfill, arguments.GetValue(_step), configuration, cancel).ConfigureAwait(false);
        await store.SaveAsync(new([backfill.With(steps)]), cancel).ConfigureAwait(false);
        ImportOutput.Write(configuration, arguments.GetRequiredValue(_format), objective, steps);
        return ExitCode.Ok;
    }

    private async Task<int> RunLedgerAsync(
        ParseResult arguments, string path, ToolConfiguration configuration, CancellationToken cancel)
    {
        LedgerContent ledger = LedgerLines.Read(path);
        using StateStore store = await StateStore.OpenAsync(arguments.GetRequiredValue(_state), arguments.GetValue(_set), cancel)
            .ConfigureAwait(false);
        LedgerImport import = new(path, ledger, await store.ReadLedgerAsync(cancel).ConfigureAwait(false));
        await store.SaveAsync(new(import.Apply(store.States)) { Entries = ledger.Entries }, cancel).ConfigureAwait(false);
        ImportOutput.Write(configuration, arguments.GetRequiredValue(_format), import);
        return ExitCode.Ok;
    }

    private IReadOnlyList<SloHistoryStep> ReadTrace(string path, ParseResult arguments, ToolConfiguration configuration)
    {
        var now = configuration.Time.GetUtcNow().ToUnixTimeSeconds();
        return HistoryRows.ToSteps(TraceFile.Read(path, now), (long?)arguments.GetValue(_step)?.TotalSeconds, now);
    }
}
