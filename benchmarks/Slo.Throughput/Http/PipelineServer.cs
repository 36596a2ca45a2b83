using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.Throughput.Http;

/// <summary>A server without sockets: a request is a call, on the caller's thread, through hosting and all middleware.</summary>
internal sealed class PipelineServer : IServer
{
    internal const string Path = "/checkout";

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Sends one request and waits for its end.</summary>
    internal Action Send { get; private set; } = static () => throw new InvalidOperationException("not started");

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        RequestFeatures<TContext> features = new();
        Send = () => Process(application, features);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private static void Process<TContext>(IHttpApplication<TContext> application, RequestFeatures<TContext> features) where TContext : notnull
    {
        features.Reset();
        TContext context = application.CreateContext(features);
        Task task = application.ProcessRequestAsync(context);
        if (!task.IsCompletedSuccessfully)
        {
            task.GetAwaiter().GetResult();
        }

        application.DisposeContext(context, exception: null);
    }
}
