using Microsoft.Extensions.DependencyInjection;

namespace Slo.Hosting.Configuration;

internal sealed class SloBuilder(IServiceCollection services, string name) : ISloBuilder
{
    public IServiceCollection Services => services;

    public string Name => name;
}
