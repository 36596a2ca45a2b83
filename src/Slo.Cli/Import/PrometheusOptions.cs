using System.CommandLine;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;
using Slo.Shared.History;

namespace Slo.Cli.Import;

/// <summary>Counters of a Prometheus as the history of an objective.</summary>
internal sealed class PrometheusOptions
{
    private readonly Option<string?> _url = new("--prometheus")
    {
        Description = "A Prometheus that has the counters of the objective.",
        HelpName = "URL",
    };

    private readonly RequestOptions _request = new();

    private readonly Option<string?> _good = Query("--good-query", "The counters of the good events: a metric name with matchers.");
    private readonly Option<string?> _bad = Query("--bad-query", "In place of --good-query: the counters of the bad events.");
    private readonly Option<string?> _total = Query("--total-query", "The counters of all events.");

    private readonly Option<TimeSpan?> _last = CommonOptions.Duration(
        "--last", "With --prometheus: how much is imported; the period of the objective unless stated.");

    internal void AddTo(Command verb)
    {
        verb.Add(_url);
        _request.AddTo(verb);
        verb.Add(_good);
        verb.Add(_bad);
        verb.Add(_total);
        verb.Add(_last);
    }

    internal bool IsGiven(ParseResult arguments) => arguments.GetValue(_url) is not null;

    /// <exception cref="ToolException">There is no such server, it has no such counters, or none of that time.</exception>
    internal async Task<IReadOnlyList<SloHistoryStep>> ReadAsync(
        ParseResult arguments, Backfill backfill, TimeSpan? step, ToolConfiguration configuration, CancellationToken cancel)
    {
        backfill.CheckKept();
        Uri server = RequestOptions.Address("--prometheus", arguments.GetValue(_url)!);
        CounterQueries queries = Queries(arguments, backfill.Objective);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        var shown = server.GetLeftPart(UriPartial.Path);
        PrometheusHistory history = new(
            (address, gone) => new JsonRequest(client, address, shown).GetAsync(gone), server, step ?? TimeSpan.FromMinutes(1));
        DateTimeOffset from = arguments.GetValue(_last) is { } last ? backfill.End - last : backfill.Oldest;
        try
        {
            using Progress progress = configuration.Progress("import");
            IReadOnlyList<SloHistoryStep> steps = await history.ReadAsync(queries, from, backfill.End, progress.Report, cancel)
                .ConfigureAwait(false);
            return backfill.Check(shown, steps, isCut: false, configuration);
        }
        catch (UnansweredException exception)
        {
            throw new ToolException(ExitCode.Undecided, exception.Message);
        }
        catch (FormatException)
        {
            throw new ToolException(ExitCode.Undecided, JsonRequest.NoJson(shown).Message);
        }
        catch (HistoryFaultException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Faults);
        }
    }

    private CounterQueries Queries(ParseResult arguments, SloObjective objective) =>
        (arguments.GetValue(_good), arguments.GetValue(_bad), arguments.GetValue(_total)) switch
        {
            (null, null, null) => CounterQueries.Of(objective) ?? throw new ToolException(ExitCode.Usage,
                $"the queries of '{objective.Name}' are no counters; write --total-query and --good-query"),
            ({ } part, null, { } all) => new(all, part, IsPartBad: false),
            (null, { } part, { } all) => new(all, part, IsPartBad: true),
            _ => throw new ToolException(ExitCode.Usage, "--total-query goes with --good-query or --bad-query; give two of them, or none "
                + "for the counters that the definition names"),
        };

    private static Option<string?> Query(string name, string description) => new(name)
    {
        Description = $"With --prometheus: {description}",
        HelpName = "PROMQL",
    };
}
