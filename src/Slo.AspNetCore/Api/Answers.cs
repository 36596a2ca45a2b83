using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Slo.AspNetCore.Api;

/// <summary>How every endpoint of this package answers: JSON of its own, never sniffed, and never stored unless it has a tag.</summary>
internal static class Answers
{
    internal const string Json = "application/json; charset=utf-8";
    internal const string NotStored = "no-store";

    internal static Task NoObjective(HttpContext context) =>
        Problem(context, StatusCodes.Status404NotFound, "No objective of this name is declared.");

    internal static Task BadRequest(HttpContext context, string detail) => Problem(context, StatusCodes.Status400BadRequest, detail);

    internal static Task BadRequest(HttpContext context, IReadOnlyList<SloFinding> findings) => Problem(
        context, StatusCodes.Status400BadRequest, string.Join(' ', findings.Select(finding => $"{finding.Code}: {finding.Text}.")),
        findings);

    internal static Task Problem(
        HttpContext context, int status, string detail, IReadOnlyList<SloFinding>? findings = null, string? code = null)
    {
        context.Response.StatusCode = status;
        ProblemDetails problem = new() { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        if (findings is not null)
        {
            problem.Extensions["findings"] = findings.Select(FindingDocument.Of).ToArray();
        }

        if (code is not null)
        {
            problem.Extensions["code"] = code;
        }

        return Write(context, problem, SloJson.Default.ProblemDetails, "application/problem+json");
    }

    internal static Task Write<T>(HttpContext context, T document, JsonTypeInfo<T> type, string contentType = Json)
    {
        context.Response.Headers.CacheControl = NotStored;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsJsonAsync(document, type, contentType, context.RequestAborted);
    }

    /// <summary>Tags the answer: a browser may keep it for its user, but must ask, and be let in, before it shows it again.</summary>
    /// <returns>Whether the client already has this response: then 304 is sufficient.</returns>
    internal static bool IsKnown(HttpContext context, EntityTagHeaderValue tag)
    {
        context.Response.Headers.CacheControl = "no-cache, private";
        context.Response.Headers.ETag = tag.ToString();
        IList<EntityTagHeaderValue> known = context.Request.GetTypedHeaders().IfNoneMatch;
        if (!known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false)))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Links to the next page: the same question with another cursor, relative, so that it is right behind any proxy.</summary>
    internal static void LinkNext(HttpContext context, string? next, params ReadOnlySpan<(string Key, string? Value)> query)
    {
        if (next is null)
        {
            return;
        }

        QueryString link = QueryString.Create("cursor", next);
        foreach ((string key, string? value) in query)
        {
            link = value is null ? link : link.Add(key, value);
        }

        context.Response.Headers.Link = $"<{link.ToUriComponent()}>; rel=\"next\"";
    }
}
