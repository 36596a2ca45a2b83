namespace Slo.AspNetCore.Api;

/// <summary>JSON: all objectives.</summary>
internal sealed record SloListDocument(DateTimeOffset AsOf, IReadOnlyList<SloDocument> Slos);
