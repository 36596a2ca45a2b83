using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Slo.AspNetCore.Api;

/// <summary>How every endpoint of this package answers: JSON of its own, never stored, never sniffed.</summary>
internal static class Answers
{
    internal static Task NoObjective(HttpContext context) => Problem(context, StatusCodes.Status404NotFound, "No objective of this name is declared.");

    internal static Task BadRequest(HttpContext context, string detail) => Problem(context, StatusCodes.Status400BadRequest, detail);

    internal static Task Problem(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        ProblemDetails problem = new() { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        return Write(context, problem, SloJson.Default.ProblemDetails, "application/problem+json");
    }

    internal static Task Write<T>(HttpContext context, T document, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8")
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsJsonAsync(document, type, contentType, context.RequestAborted);
    }
}
