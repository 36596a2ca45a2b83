using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>An app's own name for who sends a request, attached to an indicator.</summary>
internal sealed record HttpCallerValue(Func<HttpContext, string?> Value);
