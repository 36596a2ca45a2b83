using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slo.Shared.Settings;

namespace Slo.Cli.Convert;

/// <summary>Writes objectives as the section <c>Slo</c> of appsettings, with the keys of docs/configuration.md.</summary>
internal static class AppSettingsWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="objectives">With names that are unique ignoring case.</param>
    /// <param name="losses">What would differ if the text were read back; empty if nothing is lost.</param>
    internal static string Write(IReadOnlyList<SloObjective> objectives, out IReadOnlyList<SloFinding> losses)
    {
        var text = Write(json => SettingsSection.Write(json, [.. objectives.Select(TagOrder.Sort)]));
        losses = [.. objectives.SelectMany(Losses)];
        return text;
    }

    private static string Write(Action<Utf8JsonWriter> section)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            section(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    // Reads the text back and compares the result with the objective.
    private static IEnumerable<SloFinding> Losses(SloObjective objective)
    {
        var back = SettingsReadBack.Of(objective);
        if (back.Read is null)
        {
            return [SloFinding.Error(SloFindingCodes.ConversionLoss, $"cannot be expressed in appsettings: {back.Fault}")
                with { Objective = objective.Name }];
        }

        IEnumerable<SloFinding> losses = SloDefinitionDiff.Compare([back.Meant], [back.Read])
            .Select(difference => SloFinding.Error(SloFindingCodes.ConversionLoss, $"objective {difference}"));
        return objective.Indicator is HttpIndicator { Metadata.Count: > 0 }
            ? losses.Append(SloFinding.Error(SloFindingCodes.ConversionLoss,
                "code judges or groups the requests, which appsettings cannot express") with
            {
                Objective = objective.Name,
            })
            : losses;
    }
}
