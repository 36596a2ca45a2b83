using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slo.Hosting.Reactions;

/// <summary>The JSON of the state of a reaction, of a decision about it, and of alerts from elsewhere, in the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ReactionProgress))]
[JsonSerializable(typeof(SloReactionOverride))]
[JsonSerializable(typeof(IReadOnlyList<ElsewhereAlert>))]
internal sealed partial class ReactionJson : JsonSerializerContext
{
    internal static string Write(ReactionProgress progress) => JsonSerializer.Serialize(progress, Default.ReactionProgress);

    internal static string Write(SloReactionOverride? decision) =>
        decision is null ? "null" : JsonSerializer.Serialize(decision, Default.SloReactionOverride);

    internal static string Write(IReadOnlyList<ElsewhereAlert> alerts) =>
        JsonSerializer.Serialize(alerts, Default.IReadOnlyListElsewhereAlert);

    /// <exception cref="JsonException">A later version wrote it.</exception>
    internal static IReadOnlyList<ElsewhereAlert> ReadAlerts(string content) =>
        JsonSerializer.Deserialize(content, Default.IReadOnlyListElsewhereAlert) ?? [];

    /// <exception cref="JsonException">A later version wrote it.</exception>
    internal static ReactionProgress ReadProgress(string content) =>
        JsonSerializer.Deserialize(content, Default.ReactionProgress) ?? new();

    /// <exception cref="JsonException">A later version wrote it.</exception>
    internal static SloReactionOverride? ReadDecision(string content) => JsonSerializer.Deserialize(content, Default.SloReactionOverride);
}
