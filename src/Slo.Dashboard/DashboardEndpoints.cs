using Microsoft.AspNetCore.Http;
using Slo.Shared.Endpoints;

namespace Slo.Dashboard;

/// <summary>The page, which has no data in it, and its assets.</summary>
internal sealed class DashboardEndpoints(EndpointGuard guard, DashboardAssets assets)
{
    // No inline code and no other host. A chart is saved as an image through a blob of the page's own.
    internal const string ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    internal Task Page(HttpContext context)
    {
        if (!guard.LetsIn(context))
        {
            return CloseAsync(context);
        }

        // All its addresses are relative, so that it works below any prefix: they need the slash.
        var path = (context.Request.PathBase + context.Request.Path).Value ?? "";
        if (!path.EndsWith('/'))
        {
            var last = path[(path.LastIndexOf('/') + 1)..];
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Redirect(Uri.EscapeDataString(last) + "/" + context.Request.QueryString.ToUriComponent());
            return Task.CompletedTask;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
        }

        headers["Referrer-Policy"] = "no-referrer";
        return assets.Page.WriteAsync(context);
    }

    internal Task Asset(HttpContext context)
    {
        if (!guard.LetsIn(context))
        {
            return CloseAsync(context);
        }

        if (assets.Find(context.Request.RouteValues["file"] as string) is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }

        // During a deployment the page may be of another version than the process that is asked: it gets what is here, and may not keep
        // it.
        context.Response.Headers.CacheControl = context.Request.RouteValues["version"] as string == assets.Version
            ? "public, max-age=31536000, immutable"
            : "no-store";
        return asset.WriteAsync(context);
    }

    private static Task CloseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "This dashboard is closed until the app opens it: add .RequireAuthorization() or .AllowAnonymous() to MapSloDashboard.",
            context.RequestAborted);
    }
}
