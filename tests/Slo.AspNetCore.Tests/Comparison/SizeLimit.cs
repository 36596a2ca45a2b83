using Microsoft.AspNetCore.Http.Metadata;

namespace Slo.AspNetCore.Tests.Comparison;

/// <summary>Endpoint metadata: how large a body Kestrel lets through.</summary>
internal sealed record SizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
