using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>Writes the name of an enumeration member as the API writes every other name: <c>atRisk</c>, <c>page</c>.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
