namespace Slo.AspNetCore.Api;

/// <summary>JSON: a stretch of time that counts for nothing, in Unix seconds.</summary>
internal sealed record ExcludedTimeDocument(double From, double To);
