using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Http;

/// <summary>A request through hosting, routing and one endpoint of a real application, in process.</summary>
internal sealed class Pipeline : Candidate, IDisposable
{
    private readonly PipelineServer _server = new();
    private readonly WebApplication _app;

    /// <param name="objective">What the middleware is to count for; null: no middleware.</param>
    /// <param name="audible">Whether this host's own meters may be listened to.</param>
    internal Pipeline(Action<SloObjectiveBuilder>? objective = null, bool audible = false)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseServer(_server);
        if (!audible)
        {
            builder.Services.AddSingleton<IMeterFactory, QuietMeterFactory>();
        }

        if (objective is not null)
        {
            builder.Services.AddSlo(options => options.AddObjective("checkout", slo => objective(slo.TargetPercent(99.9m).HttpServer())));
        }

        _app = builder.Build();
        if (objective is not null)
        {
            _app.UseSlo();
        }

        _app.MapGet(PipelineServer.Path, static (HttpContext _) => Task.CompletedTask);
        _app.Start();
    }

    /// <summary>Events that the middleware has counted.</summary>
    internal long Counted => _app.Services.GetRequiredService<SloRegistry>().Get("checkout").Total.Good;

    public void Dispose() => ((IDisposable)_app).Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        Action send = _server.Send;
        for (var i = 0; i < operations; i++)
        {
            send();
        }
    }
}
