using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>Every type that a request can bring. What is not known is refused: a misspelt member would be lost in silence.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, MaxDepth = 8,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(DeploymentRequest))]
[JsonSerializable(typeof(ExclusionRequest))]
[JsonSerializable(typeof(TargetOverrideRequest))]
[JsonSerializable(typeof(ReactionDecisionRequest))]
[JsonSerializable(typeof(IncidentNoteRequest))]
[JsonSerializable(typeof(GateOverrideRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
