using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Slo.Testing;

namespace Slo.Hosting.Tests.Backfill;

/// <summary>An HTTP server that answers <c>query_range</c> with the samples of a script: a query, and the value at each step or none.</summary>
internal sealed class PrometheusStub : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string?> _authorizations = new();
    private readonly TaskCompletionSource _isHeld = new();

    /// <param name="samples">By the query and the second.</param>
    internal PrometheusStub(Func<string, long, double?> samples)
    {
        Address = new($"http://{LoopbackPort.Free()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync(samples);
    }

    internal Uri Address { get; }

    /// <summary>What is answered in place of samples.</summary>
    internal string? Answer { get; init; }

    internal int Status { get; init; } = 200;

    /// <summary>Whether nothing is answered.</summary>
    internal bool Hangs { get; init; }

    internal IReadOnlyCollection<string?> Authorizations => _authorizations;

    public void Dispose()
    {
        _isHeld.TrySetResult();
        _listener.Close();
    }

    private async Task ServeAsync(Func<string, long, double?> samples)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _authorizations.Enqueue(context.Request.Headers["Authorization"]);
                if (Hangs)
                {
                    await _isHeld.Task;
                }

                context.Response.StatusCode = Status;
                context.Response.Close(Encoding.UTF8.GetBytes(Answer ?? Samples(context.Request, samples)), willBlock: false);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }

    private static string Samples(HttpListenerRequest request, Func<string, long, double?> samples)
    {
        (long start, long end, long step) = (Number("start"), Number("end"), Number("step"));
        List<string> values = [];
        for (var at = start; at <= end; at += step)
        {
            if (samples(request.QueryString["query"]!, at) is { } value)
            {
                values.Add(string.Create(CultureInfo.InvariantCulture, $"[{at},\"{value}\"]"));
            }
        }

        return $$$"""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"x"},"values":[{{{string.Join(',', values)}}}]}]}}""";

        long Number(string name) => long.Parse(request.QueryString[name]!, CultureInfo.InvariantCulture);
    }
}
