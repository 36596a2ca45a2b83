namespace Slo.Hosting.Sources.Polling;

/// <summary>A type of sources that can be used in configuration.</summary>
/// <param name="Name">Its name in configuration.</param>
/// <param name="Source">The class.</param>
/// <param name="Create">Creates a source, with the services of the host, or null without a host.</param>
internal sealed record SourceType(string Name, Type Source, Func<IServiceProvider?, SloSource> Create)
{
    internal static SourceType Of<T>(string name) where T : SloSource, new() => new(name, typeof(T), _ => new T());
}
