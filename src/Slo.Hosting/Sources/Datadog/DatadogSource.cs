using System.Globalization;
using System.Text.Json;
using Slo.Hosting.Sources.Datadog;
using Slo.Hosting.Sources.Http;
using Slo.Hosting.Sources.Polling;
using Slo.Shared;

namespace Slo;

/// <summary>Reads queries of Datadog with <c>/api/v1/query</c> (docs/queries.md).</summary>
/// <remarks>The two keys are secrets: they appear in no log, message, metric or exception.</remarks>
public sealed class DatadogSource : SloSource
{
    internal const string KindName = "Datadog";

    // The finest values are kept for short stretches only; what is older matters to no short window.
    private static readonly TimeSpan Recent = TimeSpan.FromHours(6);

    /// <summary>With the defaults of Datadog: steps of 20 s, a minute late.</summary>
    public DatadogSource()
    {
        Step = TimeSpan.FromSeconds(20);
        Delay = TimeSpan.FromMinutes(1);
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>The API key of the organization.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The application key, with the permission <c>timeseries_query</c>.</summary>
    public string? ApplicationKey { get; set; }

    /// <summary>The site of the organization. Default <c>datadoghq.com</c>; for example <c>datadoghq.eu</c>.</summary>
    public string Site { get; set; } = "datadoghq.com";

    /// <summary>The base address, if it is not <c>https://api.</c> with <see cref="Site"/>: that of a proxy, for example.</summary>
    public Uri? Url { get; set; }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SloSourceStep>> ReadAsync(SloSourceRequest request, CancellationToken cancellationToken)
    {
        QueryIndicator queries = request.Queries;
        try
        {
            if (queries.Threshold is { } threshold)
            {
                using JsonDocument samples = await AskAsync(threshold, request, cancellationToken).ConfigureAwait(false);
                return Steps(
                    queries with { Good = threshold },
                    DatadogSeries.Read(samples.RootElement, value => QueryForms.IsGood(queries, value) ? 1 : 0),
                    null,
                    DatadogSeries.Read(samples.RootElement, _ => 1));
            }

            DatadogSeries? of = await QueryAsync(queries.Good, request, cancellationToken).ConfigureAwait(false);
            DatadogSeries? bad = await QueryAsync(queries.Bad, request, cancellationToken).ConfigureAwait(false);
            return Steps(queries, of, bad, await QueryAsync(queries.Total, request, cancellationToken).ConfigureAwait(false));
        }
        catch (FormatException exception)
        {
            throw new SloSourceException("its answer " + exception.Message, cause: exception) { IsBadAnswer = true };
        }
    }

    /// <inheritdoc/>
    protected internal override string? GetRefusal(QueryIndicator queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        return QueryForms.Refusal(queries)
            ?? ((queries.Good ?? queries.Bad) is { } part && DatadogQuery.Divides(part)
                ? "the query divides, so it gives a ratio and no number of events; to take failures away write hits - errors" : null);
    }

    /// <inheritdoc/>
    protected internal override DateTimeOffset GetEndOfPart(DateTimeOffset from, DateTimeOffset until)
    {
        // At whole hours and days, where every interval of Datadog begins.
        DateTimeOffset recent = Next(until - Recent - TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        DateTimeOffset part = from >= recent ? Next(from, TimeSpan.FromHours(1)) : Next(from, TimeSpan.FromDays(1));
        part = from < recent && part > recent ? recent : part;
        return part < until ? part : until;
    }

    /// <inheritdoc/>
    protected internal override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Text(nameof(ApiKey), ApiKey, value => ApiKey = value);
        settings.Text(nameof(ApplicationKey), ApplicationKey, value => ApplicationKey = value);
        settings.Text(nameof(Site), Site, value => Site = value);
        settings.Address(nameof(Url), Url, value => Url = value);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> GetFaults() =>
    [
        .. base.GetFaults(),
        .. string.IsNullOrWhiteSpace(ApiKey)
            ? (string[])[$"{nameof(ApiKey)}: is missing; write the API key of the organization"] : [],
        .. string.IsNullOrWhiteSpace(ApplicationKey)
            ? (string[])[$"{nameof(ApplicationKey)}: is missing; write an application key that may query time series"] : [],
        .. Url is not null ? SourceFaults.OfAddress(nameof(Url), Url, allowsHttp: false, "https://api.datadoghq.eu")
            : Uri.CheckHostName(Site) == UriHostNameType.Dns
                ? [] : [$"{nameof(Site)} '{SloText.OneLine(Site, 60)}': must be the name of a site, for example datadoghq.eu"],
        .. SourceFaults.OfHeaders("Headers", [.. Headers().Where(header => header.Value.Length > 0)]),
    ];

    private static DateTimeOffset Next(DateTimeOffset instant, TimeSpan unit) =>
        new(((instant.UtcTicks / unit.Ticks) + 1) * unit.Ticks, TimeSpan.Zero);

    private List<SloSourceStep> Steps(QueryIndicator queries, DatadogSeries? good, DatadogSeries? bad, DatadogSeries? total)
    {
        long[] widths =
        [
            .. new[] { good, bad, total }.OfType<DatadogSeries>().Select(series => series.Width).Where(width => width > 0).Distinct(),
        ];
        if (widths.Length > 1)
        {
            throw new SloSourceException(string.Create(CultureInfo.InvariantCulture,
                $"its queries have values every {widths[0] / 1000d} s and every {widths[1] / 1000d} s; give them the same rollup"))
            {
                IsBadAnswer = true,
            };
        }

        var width = widths.Length == 0 ? (long)Step.TotalMilliseconds : widths[0];

        // Counts that are not there are none: so Datadog computes with them, and so a metric of errors is reported.
        var isCount = queries.Good is { } text
            && (text.Contains(".as_count()", StringComparison.Ordinal) || text.Contains(".as_rate()", StringComparison.Ordinal));
        return
        [
            .. QueryForms.Combine(queries, good?.Values, bad?.Values, total?.Values, isCount).Select(step => new SloSourceStep(
                DateTimeOffset.FromUnixTimeMilliseconds(step.Place), DateTimeOffset.FromUnixTimeMilliseconds(step.Place + width),
                step.Good, step.Total)),
        ];
    }

    private async Task<DatadogSeries?> QueryAsync(string? query, SloSourceRequest request, CancellationToken cancellationToken)
    {
        if (query is null)
        {
            return null;
        }

        using JsonDocument answer = await AskAsync(query, request, cancellationToken).ConfigureAwait(false);
        var series = DatadogSeries.Read(answer.RootElement);
        return query.Contains(".as_rate()", StringComparison.Ordinal)
            ? series with { Values = series.Values.ToDictionary(value => value.Key, value => value.Value * series.Width / 1000) }
            : series;
    }

    private Task<JsonDocument> AskAsync(string query, SloSourceRequest request, CancellationToken cancellationToken)
    {
        Uri server = Url ?? new Uri($"https://api.{Site}");
        var address = string.Create(CultureInfo.InvariantCulture, $"{server.AbsoluteUri.TrimEnd('/')}/api/v1/query?"
            + $"from={request.From.ToUnixTimeSeconds()}&to={request.To.ToUnixTimeSeconds()}&query={Uri.EscapeDataString(query)}");
        return SourceClient.GetAsync(new(address), Headers(), MessageOf, cancellationToken);
    }

    private KeyValuePair<string, string>[] Headers() => [new("DD-API-KEY", ApiKey ?? ""), new("DD-APPLICATION-KEY", ApplicationKey ?? "")];

    // In two forms: one of the query, one of the gateway before it.
    private static string? MessageOf(JsonElement answer)
    {
        if (answer.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array
            && errors.GetArrayLength() > 0)
        {
            return errors[0].ValueKind == JsonValueKind.String ? errors[0].GetString() : "an error";
        }

        return SourceClient.Text(answer, "error") is { Length: > 0 } text ? text
            : SourceClient.Text(answer, "status") is not (null or "ok") ? "an error" : null;
    }
}
