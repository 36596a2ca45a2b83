using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The definition of one objective, for people: as OpenSLO where the app can write that, else as a part of appsettings.</summary>
internal sealed class DefinitionApi(SloRegistry registry, ISloDefinitionWriter? writer)
{
    internal Task One(HttpContext context)
    {
        if (!registry.TryGet(context.Request.RouteValues["name"] as string, out SloTracker? tracker))
        {
            return Answers.NoObjective(context);
        }

        context.Response.Headers.CacheControl = Answers.NotStored;
        if (writer is null)
        {
            return DefinitionsAnswer.WriteAsync(context, DefinitionsAnswer.Of([tracker.Objective]));
        }

        context.Response.ContentType = writer.MediaType + "; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(writer.Write(tracker.Objective), context.RequestAborted);
    }
}
