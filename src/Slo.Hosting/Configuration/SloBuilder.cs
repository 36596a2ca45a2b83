using Microsoft.Extensions.DependencyInjection;

namespace Slo.Hosting.Configuration;

internal sealed class SloBuilder(IServiceCollection services) : ISloBuilder
{
    public IServiceCollection Services => services;
}
