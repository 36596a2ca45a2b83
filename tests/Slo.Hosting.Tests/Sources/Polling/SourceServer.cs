using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Text;
using Slo.Testing;

namespace Slo.Hosting.Tests.Sources.Polling;

/// <summary>An HTTP server that answers as a test says, and keeps what it was asked.</summary>
internal sealed class SourceServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, NameValueCollection Query, NameValueCollection Headers)> _requests = new();
    private readonly TaskCompletionSource _isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SourceServer()
    {
        Address = new($"http://{LoopbackPort.Free()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    internal Uri Address { get; }

    internal int Status { get; set; } = 200;

    /// <summary>The body, by what is asked.</summary>
    internal Func<NameValueCollection, string> Body { get; set; } = _ => "{}";

    internal Dictionary<string, string> Headers { get; } = [];

    /// <summary>Whether nothing is answered.</summary>
    internal bool Hangs { get; set; }

    internal IReadOnlyCollection<(string Path, NameValueCollection Query, NameValueCollection Headers)> Requests => _requests;

    public void Dispose()
    {
        _isHeld.TrySetResult();
        _listener.Close();
    }

    /// <summary>An answer of Prometheus with these series: the name of the metric, labels, and the value at each step; null: none.</summary>
    internal static string Matrix(NameValueCollection query, params (string Labels, Func<long, string?> Value)[] series)
    {
        (long start, long end, long step) = (Number("start"), Number("end"), Number("step"));
        return """{"status":"success","data":{"resultType":"matrix","result":[""" + string.Join(',', series.Select(One)) + "]}}";

        long Number(string name) => long.Parse(query[name]!, CultureInfo.InvariantCulture);

        string One((string Labels, Func<long, string?> Value) one)
        {
            List<string> values = [];
            for (var at = start; at <= end; at += step)
            {
                if (one.Value(at) is { } value)
                {
                    values.Add(string.Create(CultureInfo.InvariantCulture, $"[{at},\"{value}\"]"));
                }
            }

            return $$"""{"metric":{ {{one.Labels}} },"values":[{{string.Join(',', values)}}]}""";
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            _requests.Enqueue((context.Request.Url!.AbsolutePath, context.Request.QueryString, context.Request.Headers));
            if (Hangs)
            {
                await _isHeld.Task;
            }

            context.Response.StatusCode = Status;
            foreach ((var name, var value) in Headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Body(context.Request.QueryString)));
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The client has gone.
        }
    }
}
