namespace Slo.Hosting.Configuration;

/// <summary>A preset as a section of an objective: its key is the name of the method of <see cref="SloObjectivePresets"/>.</summary>
/// <param name="Key">The key of the section.</param>
/// <param name="Required">The keys that it needs.</param>
/// <param name="Optional">The keys that it may have.</param>
/// <param name="Apply">Declares the indicator.</param>
internal sealed record PresetSection(
    string Key, string[] Required, string[] Optional, Action<SectionReader, SloObjectiveBuilder> Apply)
{
    internal static readonly PresetSection[] All =
    [
        new(nameof(SloObjectivePresets.HttpClient), ["Host"], ["Timeout"],
            (reader, objective) => objective.HttpClient(reader.Text("Host")!, reader.Duration("Timeout"))),
        new(nameof(SloObjectivePresets.Npgsql), [], [], (_, objective) => objective.Npgsql()),
        new(nameof(SloObjectivePresets.Polly), ["Pipeline"], [], (reader, objective) => objective.Polly(reader.Text("Pipeline")!)),
        new(nameof(SloObjectivePresets.KestrelConnections), [], [], (_, objective) => objective.KestrelConnections()),
        new(nameof(SloObjectivePresets.SignalRConnections), [], [], (_, objective) => objective.SignalRConnections()),
        new(nameof(SloObjectivePresets.BlazorEvents), [], [], (_, objective) => objective.BlazorEvents()),
        new(nameof(SloObjectivePresets.BlazorNavigations), [], [], (_, objective) => objective.BlazorNavigations()),
        new(nameof(SloObjectivePresets.Freshness), ["Meter", "Gauge", "AtMost"], [], (reader, objective) =>
            objective.Freshness(reader.Text("Meter")!, reader.Text("Gauge")!, (double)(reader.Number("AtMost") ?? 0))),
    ];

    /// <summary>The keys of the section.</summary>
    internal SectionKey[] Keys => [.. Required.Concat(Optional).Select(key => new SectionKey(key))];

    /// <summary>The section among those of an objective.</summary>
    internal SectionKey OfObjective => new(Key, SectionForm.Object)
    {
        Example = Required.Length == 0
            ? "an object: {}" : $$"""an object: { {{string.Join(", ", Required.Select(key => $"\"{key}\": …"))}} }""",
    };

    internal void Read(SectionReader reader, SloObjectiveBuilder objective)
    {
        reader.Check(Keys);
        foreach (var key in Required.Where(reader.Lacks))
        {
            reader.Error(SloFindingCodes.Missing, key, $"is required by {Key}");
        }

        if (Required.All(key => reader.Text(key) is not null))
        {
            Apply(reader, objective);
        }
    }
}
