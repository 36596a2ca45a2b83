using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>What the API writes of cohorts, for the source generator.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(CamelCaseEnumConverter<SloCanaryVerdict>)])]
[JsonSerializable(typeof(CohortsDocument))]
[JsonSerializable(typeof(CanaryDocument))]
internal sealed partial class CanaryJson : JsonSerializerContext;
