using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>What the API writes of dependencies, for the source generator.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(CamelCaseEnumConverter<SloDependencyVerdict>), typeof(CamelCaseEnumConverter<SloState>),
        typeof(CamelCaseEnumConverter<AlertSeverity>), typeof(CamelCaseEnumConverter<SloFindingSeverity>),
    ])]
[JsonSerializable(typeof(MapDocument))]
internal sealed partial class MapJson : JsonSerializerContext;
