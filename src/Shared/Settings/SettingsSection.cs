using System.Text.Json;

namespace Slo.Shared.Settings;

/// <summary>Writes objectives as the section <c>Slo</c> of appsettings, with the keys of docs/configuration.md.</summary>
internal static class SettingsSection
{
    /// <param name="json">At a place for a property.</param>
    /// <param name="objectives">With names that are unique ignoring case.</param>
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<SloObjective> objectives) => Write(
        json, objectives, objectives.Select(objective => objective.Service).Distinct().Count() == 1 ? objectives[0].Service : null);

    /// <param name="json">At a place for a property.</param>
    /// <param name="objectives">With names that are unique ignoring case.</param>
    /// <param name="service">The service of all of them; null: each states its own.</param>
    internal static void Write(Utf8JsonWriter json, IEnumerable<SloObjective> objectives, string? service)
    {
        json.WriteStartObject("Slo");
        if (service is not null)
        {
            json.WriteString("ServiceName", service);
        }

        json.WriteStartObject("Objectives");
        foreach (SloObjective objective in objectives)
        {
            json.WriteStartObject(objective.Name);
            new ObjectiveSection(objective, json).Write(withService: service is null);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Why the section does not say all about an objective, or null.</summary>
    internal static string? Incomplete(SloObjective objective) => objective switch
    {
        { Indicator: HttpIndicator { Metadata.Count: > 0 } } => "code judges or groups the requests, which appsettings cannot express",
        { Indicator: not (HttpIndicator or InstrumentIndicator or QueryIndicator) } when objective.Indicator != SloIndicator.Manual =>
            $"{objective.Indicator.Describe()}: appsettings cannot express this source",
        { Rules.Count: 0 } => "has no rules, and in appsettings an objective without rules has the default ones",
        _ => null,
    };
}
