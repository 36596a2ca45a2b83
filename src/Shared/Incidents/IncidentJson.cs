using System.Text.Json.Serialization;

namespace Slo.Shared.Incidents;

/// <summary>The JSON of an incident, for the source generator.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(DimensionConverter)])]
[JsonSerializable(typeof(IncidentFile))]
internal sealed partial class IncidentJson : JsonSerializerContext;
