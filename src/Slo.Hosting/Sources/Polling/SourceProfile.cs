namespace Slo.Hosting.Sources.Polling;

/// <summary>The properties of a source, read once when it is accepted, because its members are code of the app and may throw.</summary>
/// <param name="Source">The source.</param>
/// <param name="Kind">The kind of its queries.</param>
/// <param name="Settings">Keys and values of the settings, to be compared.</param>
internal sealed record SourceProfile(SloSource Source, string Kind, IReadOnlyList<(string Key, object? Value)> Settings)
{
    internal string Name => Source.Name;

    internal bool IsSameAs(SourceProfile other) =>
        Source.GetType() == other.Source.GetType() && Name == other.Name && Kind == other.Kind && Settings.SequenceEqual(other.Settings);
}
