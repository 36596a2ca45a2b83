using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Slo.Shared.Settings;

/// <summary>What the reader of appsettings makes of an objective that was written.</summary>
/// <param name="Meant">The objective, with its conditions on tags in the order of <see cref="TagOrder"/>.</param>
/// <param name="Read">What was read, in the same order; null if it cannot be read.</param>
/// <param name="Fault">Why it cannot be read, or null.</param>
internal sealed record SettingsReadBack(SloObjective Meant, SloObjective? Read, string? Fault)
{
    internal static SettingsReadBack Of(SloObjective objective)
    {
        SloObjective meant = objective;
        try
        {
            meant = TagOrder.Sort(objective);
            SloOptions options = new();
            options.ReadFrom(new ConfigurationBuilder().AddJsonStream(Text(meant)).Build().GetSection("Slo"));
            return new(meant, TagOrder.Sort(options.Build().Single()), null);
        }
        catch (Exception exception) when (
            exception is SloDefinitionException or InvalidDataException or FormatException or ArgumentException
                or InvalidOperationException)
        {
            return new(meant, null, exception.GetBaseException().Message.ReplaceLineEndings(" "));
        }
    }

    private static MemoryStream Text(SloObjective objective)
    {
        MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            SettingsSection.Write(json, [objective], service: null);
            json.WriteEndObject();
        }

        buffer.Position = 0;
        return buffer;
    }
}
