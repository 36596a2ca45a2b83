using System.Globalization;
using System.Text.Json;
using Slo.Shared.History;

namespace Slo.Hosting.Backfill;

/// <summary>The counters of a Prometheus.</summary>
internal sealed class PrometheusHistorySource : IHistorySource, IDisposable
{
    private const int LargestAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan DefaultStep = TimeSpan.FromMinutes(1);

    private readonly HttpClient _client;
    private readonly PrometheusHistory _history;

    internal PrometheusHistorySource(Uri server, SloBackfillOptions options)
    {
        Name = server.GetLeftPart(UriPartial.Path);
        _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            MaxResponseContentBufferSize = LargestAnswer,
            Timeout = TimeSpan.FromSeconds(10),
        };
        options.ConfigureClient?.Invoke(_client);
        _history = new(GetAsync, server, options.Step ?? DefaultStep);
    }

    public string Name { get; }

    public void Dispose() => _client.Dispose();

    public async Task<IReadOnlyList<SloHistoryStep>> ReadAsync(
        SloObjective objective, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        CounterQueries queries = CounterQueries.Of(objective)
            ?? throw new HistoryFaultException("the queries of the definition are no counters; use slo import with --total-query");
        return await _history.ReadAsync(queries, from, to, progress: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<JsonDocument> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(address, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? JsonDocument.Parse(body)
                : throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"answered {(int)response.StatusCode}"));
        }
        catch (JsonException exception)
        {
            throw new FormatException("is no answer of Prometheus", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("did not answer in time", exception);
        }
    }
}
