using Microsoft.Extensions.DependencyInjection;

namespace Slo;

/// <summary>What <c>AddSlo</c> returns: more can be added to it. Packages extend it.</summary>
public interface ISloBuilder
{
    /// <summary>The services of the host.</summary>
    IServiceCollection Services { get; }
}
