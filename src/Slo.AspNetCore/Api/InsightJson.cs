using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>What the API writes of causes and anomalies, for the source generator.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(CamelCaseEnumConverter<SloAnomalyBasis>), typeof(CamelCaseEnumConverter<SloAnomalySignal>),
        typeof(CamelCaseEnumConverter<SloDimension>),
    ])]
[JsonSerializable(typeof(AnomaliesDocument))]
[JsonSerializable(typeof(CoverageDocument))]
[JsonSerializable(typeof(SuggestionsDocument))]
[JsonSerializable(typeof(ContributorsDocument))]
internal sealed partial class InsightJson : JsonSerializerContext;
