using System.Text;
using System.Text.Json;
using Slo.Hosting.Sources.Http;
using Slo.Hosting.Sources.Polling;
using Slo.Hosting.Sources.Prometheus;
using Slo.Shared.History;

namespace Slo;

/// <summary>Reads queries in PromQL from a Prometheus, or from what speaks its HTTP API (docs/queries.md).</summary>
/// <remarks>User name, password, token and headers are secrets: they appear in no log, message, metric or exception.</remarks>
public sealed class PrometheusSource : SloSource
{
    internal const string KindName = "Prometheus";

    // For as long Prometheus shows a series that has no new samples.
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>The base address, to which <c>/api/v1/query_range</c> is added: <c>http://prometheus:9090</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>The user of basic authentication; null: none.</summary>
    public string? UserName { get; set; }

    /// <summary>The password of basic authentication.</summary>
    public string? Password { get; set; }

    /// <summary>The token of bearer authentication; null: none.</summary>
    public string? BearerToken { get; set; }

    /// <summary>Headers of every request, for example <c>X-Scope-OrgID</c> for Mimir.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Allows secrets to be sent over <c>http</c> to other machines; to this one it always is. Default false.</summary>
    public bool AllowHttp { get; set; }

    private long Width => (long)Step.TotalSeconds;

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SloSourceStep>> ReadAsync(SloSourceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return PromQuery.Counters(request.Queries) is { } counters
                ? await ReadCountersAsync(counters, request, cancellationToken).ConfigureAwait(false)
                : await ReadValuesAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FormatException or HistoryFaultException)
        {
            var reason = exception is HistoryFaultException ? exception.Message : "its answer " + exception.Message;
            throw new SloSourceException(reason, cause: exception) { IsBadAnswer = true };
        }
    }

    /// <inheritdoc/>
    protected internal override string? GetRefusal(QueryIndicator queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        return QueryForms.Refusal(queries);
    }

    /// <inheritdoc/>
    protected internal override DateTimeOffset GetEndOfPart(DateTimeOffset from, DateTimeOffset until)
    {
        TimeSpan longest = (Step * (PrometheusRange.MostSteps - 1)) - LookBack;
        DateTimeOffset part = from + (longest > Step ? TimeSpan.FromTicks(longest.Ticks / Step.Ticks * Step.Ticks) : Step);
        return part < until ? part : until;
    }

    /// <inheritdoc/>
    protected internal override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Address(nameof(Url), Url, value => Url = value);
        settings.Text(nameof(UserName), UserName, value => UserName = value);
        settings.Text(nameof(Password), Password, value => Password = value);
        settings.Text(nameof(BearerToken), BearerToken, value => BearerToken = value);
        settings.Texts(nameof(Headers), Headers);
        settings.Flag(nameof(AllowHttp), AllowHttp, value => AllowHttp = value);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> GetFaults() =>
    [
        .. base.GetFaults(),
        .. SourceFaults.OfAddress(nameof(Url), Url, AllowHttp || AllHeaders().Count == 0, "http://prometheus:9090"),
        .. UserName is null == Password is null
            ? (string[])[] : [$"{nameof(Password)}: goes with {nameof(UserName)}; write both (neither value is shown)"],
        .. BearerToken is null || UserName is null
            ? (string[])[] : [$"{nameof(BearerToken)}: cannot be combined with {nameof(UserName)}; keep one of them"],
        .. SourceFaults.OfHeaders(nameof(Headers), AllHeaders()),
    ];

    // The counters themselves: what they were before the stretch tells what a series that was away for a while has more.
    private async Task<IReadOnlyList<SloSourceStep>> ReadCountersAsync(
        CounterQueries counters, SloSourceRequest request, CancellationToken cancellationToken)
    {
        PrometheusHistory history = new(GetAsync, Url!, Step);
        IReadOnlyList<SloHistoryStep> steps = await history
            .ReadAsync(counters, request.From - LookBack, request.To, progress: null, cancellationToken).ConfigureAwait(false);
        return
        [
            .. steps.Where(step => step.From >= request.From)
                .Select(step => new SloSourceStep(step.From, step.To, step.Events.Good, step.Events.Total)),
        ];
    }

    private async Task<IReadOnlyList<SloSourceStep>> ReadValuesAsync(SloSourceRequest request, CancellationToken cancellationToken)
    {
        QueryIndicator queries = request.Queries;
        if (queries.Threshold is { } threshold)
        {
            Dictionary<long, (double Good, double Total)> samples = [];
            await VisitAsync(threshold, request, (at, value) =>
            {
                (double Good, double Total) known = samples.GetValueOrDefault(at);
                samples[at] = double.IsNaN(value) ? known : (known.Good + (QueryForms.IsGood(queries, value) ? 1 : 0), known.Total + 1);
            }, cancellationToken).ConfigureAwait(false);
            return
            [
                .. samples.Where(sample => sample.Value.Total > 0)
                    .Select(sample => At(sample.Key, sample.Value.Good, sample.Value.Total)),
            ];
        }

        Dictionary<long, double>? good = await SumAsync(queries.Good, request, cancellationToken).ConfigureAwait(false);
        Dictionary<long, double>? bad = await SumAsync(queries.Bad, request, cancellationToken).ConfigureAwait(false);
        Dictionary<long, double>? total = await SumAsync(queries.Total, request, cancellationToken).ConfigureAwait(false);
        return
        [
            .. QueryForms.Combine(queries, good, bad, total, queries.IsCounter).Select(step => At(step.Place, step.Good, step.Total)),
        ];
    }

    private async Task<Dictionary<long, double>?> SumAsync(string? query, SloSourceRequest request, CancellationToken cancellationToken)
    {
        if (query is null)
        {
            return null;
        }

        Dictionary<long, double> sums = [];
        var scale = PromQuery.Scale(query, Width);
        await VisitAsync(query, request, (at, value) => sums[at] = sums.GetValueOrDefault(at) + (value * scale), cancellationToken)
            .ConfigureAwait(false);
        return sums;
    }

    // A value is that of the step that ends with it.
    private Task VisitAsync(string query, SloSourceRequest request, Action<long, double> visit, CancellationToken cancellationToken) =>
        new PrometheusRange(GetAsync, Url!, Step).VisitAsync(
            PromQuery.Over(query, request.Queries.IsCounter, Width), request.From.ToUnixTimeSeconds() + Width,
            request.To.ToUnixTimeSeconds(), (_, at, value) => visit(at, value), cancellationToken);

    private SloSourceStep At(long end, double good, double total) =>
        new(DateTimeOffset.FromUnixTimeSeconds(end - Width), DateTimeOffset.FromUnixTimeSeconds(end), good, total);

    private Task<JsonDocument> GetAsync(Uri address, CancellationToken cancellationToken) =>
        SourceClient.GetAsync(address, AllHeaders(), MessageOf, cancellationToken);

    private List<KeyValuePair<string, string>> AllHeaders()
    {
        List<KeyValuePair<string, string>> headers = [.. Headers];
        if (UserName is not null)
        {
            headers.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"))));
        }
        else if (BearerToken is not null)
        {
            headers.Add(new("Authorization", "Bearer " + BearerToken));
        }

        return headers;
    }

    private static string? MessageOf(JsonElement answer) =>
        SourceClient.Text(answer, "status") == "error" ? SourceClient.Text(answer, "error") ?? "an error" : null;
}
