using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Slo.AspNetCore.Requests;

/// <summary>Puts the middleware before everything that the app configures.</summary>
internal sealed class FirstInPipeline : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseSlo();
        next(app);
    };
}
