using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>An app's own cohort of a request, attached to an indicator.</summary>
internal sealed record HttpCohortValue(Func<HttpContext, string?> Value);
