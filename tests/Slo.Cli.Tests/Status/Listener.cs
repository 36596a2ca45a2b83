using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Slo.Testing;

namespace Slo.Tests.Status;

/// <summary>An HTTP server that gives one answer to everything, or to each its own, or none, and keeps what it was asked.</summary>
internal sealed class Listener : IDisposable
{
    /// <summary>The answer of a server that has no such endpoint.</summary>
    internal const string Missing = "404";

    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<string?> _authorizations = new();

    internal Listener(int? status, string body = "", string? contentType = null)
        : this(status, request => status == 200 && IsOfTheGate(request) ? Missing : body, contentType)
    {
    }

    internal Listener(Func<HttpListenerRequest, string> answer)
        : this(200, answer, null)
    {
    }

    private Listener(int? status, Func<HttpListenerRequest, string> answer, string? contentType)
    {
        (_listener, Address) = Start();
        _ = ServeAsync(status, answer, contentType);
    }

    internal string Address { get; }

    internal IEnumerable<string?> Authorizations => _authorizations;

    public void Dispose() => _listener.Close();

    // Another process may take the port first.
    private static (HttpListener Listener, string Address) Start()
    {
        while (true)
        {
            var address = $"http://{LoopbackPort.Free()}/";
            HttpListener listener = new();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    // One answer to everything is that of an app of an earlier version, which has no release gate.
    private static bool IsOfTheGate(HttpListenerRequest request) => request.Url!.AbsolutePath.EndsWith("/v1/gate", StringComparison.Ordinal);

    private async Task ServeAsync(int? status, Func<HttpListenerRequest, string> answer, string? contentType)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _authorizations.Enqueue(context.Request.Headers["Authorization"]);
                if (status is { } code)
                {
                    var body = answer(context.Request);
                    context.Response.StatusCode = body == Missing ? 404 : code;
                    context.Response.ContentType = contentType;
                    context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
                }
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }
}
