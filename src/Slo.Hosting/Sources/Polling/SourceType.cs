namespace Slo.Hosting.Sources.Polling;

/// <summary>A type of sources that configuration can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Source">The class.</param>
/// <param name="Create">Makes one; given the services of the host, or null where there is no host.</param>
internal sealed record SourceType(string Name, Type Source, Func<IServiceProvider?, SloSource> Create)
{
    internal static SourceType Of<T>(string name) where T : SloSource, new() => new(name, typeof(T), _ => new T());
}
