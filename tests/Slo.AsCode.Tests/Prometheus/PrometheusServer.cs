using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Slo.Testing;

namespace Slo.Tests.Prometheus;

/// <summary>A real Prometheus of its own over samples of the past, on a free loopback port, which ends with the object.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    // The server answers up to 11,000 points a series.
    private const int PointsAQuery = 10_000;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private Process? _server;

    internal string Address => _http.BaseAddress!.ToString();

    /// <summary>With the samples of an OpenMetrics text; without one it is empty.</summary>
    internal static async Task<PrometheusServer> StartAsync(Action<TextWriter>? samples = null)
    {
        PrometheusServer server = new();
        if (samples is not null)
        {
            using (StreamWriter writer = new(server._folder.PathOf("in.om")))
            {
                samples(writer);
            }

            (int code, string text) = await Promtool.RunAsync("promtool", "tsdb", "create-blocks-from", "--max-block-duration=8760h",
                "openmetrics", server._folder.PathOf("in.om"), server._folder.PathOf("data"));
            if (code != 0)
            {
                throw new InvalidOperationException(text);
            }
        }

        var port = LoopbackPort.FreeNumber();
        server._http.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        server._server = Process.Start(new ProcessStartInfo("prometheus",
        [
            "--config.file=" + server._folder.Write("prometheus.yml", "global:\n  scrape_interval: 1d\n"),
            "--storage.tsdb.path=" + server._folder.PathOf("data"), "--storage.tsdb.retention.time=100y",
            $"--web.listen-address=127.0.0.1:{port}", "--query.max-samples=2000000000", "--log.level=error",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        server._server.ErrorDataReceived += (_, _) => { };
        server._server.OutputDataReceived += (_, _) => { };
        server._server.BeginErrorReadLine();
        server._server.BeginOutputReadLine();
        await Eventually.TrueAsync(server.IsReady, "Prometheus is ready");
        return server;
    }

    /// <summary>The one series that the query gives, at every step; null where there is none.</summary>
    internal async Task<double?[]> RangeAsync(string query, long start, long end, int step)
    {
        var values = new double?[((end - start) / step) + 1];
        for (var from = start; from <= end; from += (long)PointsAQuery * step)
        {
            using JsonDocument answer = await AskAsync("query_range", new()
            {
                ["query"] = query,
                ["start"] = from.ToString(CultureInfo.InvariantCulture),
                ["end"] = Math.Min(end, from + ((PointsAQuery - 1L) * step)).ToString(CultureInfo.InvariantCulture),
                ["step"] = step.ToString(CultureInfo.InvariantCulture),
            });
            JsonElement result = answer.RootElement.GetProperty("data").GetProperty("result");
            if (result.GetArrayLength() > 1)
            {
                throw new InvalidOperationException($"{query}: {result.GetArrayLength()} series");
            }

            foreach (JsonElement point in result.EnumerateArray().SelectMany(series => series.GetProperty("values").EnumerateArray()))
            {
                values[(point[0].GetInt64() - start) / step] = double.Parse(point[1].GetString()!, CultureInfo.InvariantCulture);
            }
        }

        return values;
    }

    /// <summary>How many series the query gives now. A query that does not parse is an exception with the server's words.</summary>
    internal async Task<int> CountAsync(string query, long? at = null)
    {
        Dictionary<string, string> form = new() { ["query"] = query };
        if (at is { } instant)
        {
            form["time"] = instant.ToString(CultureInfo.InvariantCulture);
        }

        using JsonDocument answer = await AskAsync("query", form);
        return answer.RootElement.GetProperty("data").GetProperty("result").GetArrayLength();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task<JsonDocument> AskAsync(string what, Dictionary<string, string> form)
    {
        using FormUrlEncodedContent content = new(form);
        using HttpResponseMessage response = await _http.PostAsync(new Uri($"/api/v1/{what}", UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{form["query"]}: {text}");
    }

    private bool IsReady()
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/-/ready");
            using HttpResponseMessage response = _http.Send(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
