using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>What the API writes of policies, the release gate and deployments, for the source generator.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter<SloReleaseCause>), typeof(CamelCaseEnumConverter<SloScope>)])]
[JsonSerializable(typeof(PoliciesDocument))]
[JsonSerializable(typeof(GateDocument))]
[JsonSerializable(typeof(GateOverrideDocument))]
[JsonSerializable(typeof(DeploymentsDocument))]
internal sealed partial class DecisionsJson : JsonSerializerContext;
