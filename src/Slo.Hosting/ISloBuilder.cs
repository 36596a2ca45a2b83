using Microsoft.Extensions.DependencyInjection;

namespace Slo;

/// <summary>The result of <c>AddSlo</c>, to which extension methods of other packages apply.</summary>
public interface ISloBuilder
{
    /// <summary>The services of the host.</summary>
    IServiceCollection Services { get; }

    /// <summary>
    /// The name of the set, which is also the name of its <see cref="SloOptions"/> and the key of its <see cref="SloRegistry"/>; empty: the
    /// default set.
    /// </summary>
    string Name { get; }
}
