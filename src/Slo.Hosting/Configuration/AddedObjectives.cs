namespace Slo.Hosting.Configuration;

/// <summary>Passes on which objectives a reload has added.</summary>
internal sealed class AddedObjectives
{
    /// <summary>Their names, and an instant just before they were added. Must return at once.</summary>
    internal event Action<IReadOnlyList<string>, DateTimeOffset>? Added;

    internal void Tell(IReadOnlyList<string> names, DateTimeOffset since)
    {
        if (names.Count > 0)
        {
            Added?.Invoke(names, since);
        }
    }
}
