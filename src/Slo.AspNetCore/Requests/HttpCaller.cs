using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Requests;

/// <summary>Who sent a bad request: what the app says, the name in the client certificate, or the family of the user agent.</summary>
internal static class HttpCaller
{
    internal static Func<CompletedRequest, string?> For(HttpIndicator indicator) =>
        indicator.Metadata.OfType<HttpCallerValue>().FirstOrDefault() is { Value: var value }
            ? request => value(request.Context) : request => Default(request.Context);

    private static string? Default(HttpContext context)
    {
        X509Certificate2? certificate = context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        return certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name
            ? name : UserAgents.FamilyOf(context.Request.Headers.UserAgent);
    }
}
