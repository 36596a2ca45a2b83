namespace Slo.Soak.App;

/// <summary>Changes the settings file, and knows which version came last.</summary>
/// <param name="settings">The app's.</param>
internal sealed class Reloads(SettingsFile settings)
{
    internal int Version { get; private set; }

    /// <summary>Whether the app has taken over the last one.</summary>
    internal bool IsInForce(SloRegistry registry) =>
        registry.Get(SettingsFile.Edited).Objective.TargetRatio == SettingsFile.TargetOf(Version) / 100;

    internal Task ChangeAsync()
    {
        settings.Write(++Version);
        return Task.CompletedTask;
    }
}
