using System.Diagnostics;

namespace Slo.Tests.Dependencies;

/// <summary>The activities of a client, by the semantic conventions.</summary>
internal sealed class Source : IDisposable
{
    private readonly ActivitySource _source = new("test." + Guid.NewGuid());

    internal string Name => _source.Name;

    public void Dispose() => _source.Dispose();

    internal Activity? Start(string? host, int? port = null)
    {
        Activity? activity = _source.StartActivity("call", ActivityKind.Client);
        activity?.SetTag("server.address", host);
        activity?.SetTag("server.port", port);
        return activity;
    }

    internal void Call(
        string host, int? port = null, string? database = null, int? httpStatus = null,
        ActivityStatusCode status = ActivityStatusCode.Unset)
    {
        using Activity? activity = Start(host, port);
        activity?.SetTag("db.namespace", database);
        activity?.SetTag("http.response.status_code", httpStatus);
        activity?.SetStatus(status);
    }
}
