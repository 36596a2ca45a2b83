using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slo.Shared.Incidents;

/// <summary>Writes the name of a dimension as the API writes every other name: <c>operation</c>.</summary>
internal sealed class DimensionConverter() : JsonStringEnumConverter<SloDimension>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
