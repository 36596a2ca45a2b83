using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>An app's own grouping of requests, attached to an indicator.</summary>
internal sealed record HttpGroupValue(Func<HttpContext, string?> Value);
