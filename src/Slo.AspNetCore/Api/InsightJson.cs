using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>What the API writes of anomalies, for the source generator.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter<SloAnomalySignal>), typeof(CamelCaseEnumConverter<SloAnomalyBasis>)])]
[JsonSerializable(typeof(AnomaliesDocument))]
internal sealed partial class InsightJson : JsonSerializerContext;
