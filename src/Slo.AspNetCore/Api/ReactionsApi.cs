using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The reactions of a set, and decisions about them.</summary>
internal sealed class ReactionsApi(SloReactions reactions, TimeProvider time)
{
    internal async Task List(HttpContext context)
    {
        IReadOnlyList<SloReactionStatus> all = await reactions.ReadAsync(context.RequestAborted).ConfigureAwait(false);
        await Answers.Write(
            context, new ReactionsDocument([.. all.Select(ReactionDocument.Of)]), SloJson.Default.ReactionsDocument).ConfigureAwait(false);
    }

    internal Task Pause(HttpContext context) => Decide(context, SloReactionOverrideKind.Pause);

    internal Task Force(HttpContext context) => Decide(context, SloReactionOverrideKind.Force);

    internal Task Undo(HttpContext context) => Decide(context, SloReactionOverrideKind.Undo);

    internal async Task Resume(HttpContext context)
    {
        if (await ReadAsync(context).ConfigureAwait(false) is { } request)
        {
            await Answer(
                context,
                (name, actor, account) => reactions.ResumeAsync(name, request.Reason!, actor, account, context.RequestAborted), request)
                .ConfigureAwait(false);
        }
    }

    private async Task Decide(HttpContext context, SloReactionOverrideKind kind)
    {
        if (await ReadAsync(context).ConfigureAwait(false) is { } request)
        {
            await Answer(
                context,
                (name, actor, account) => reactions.DecideAsync(
                    name, kind, request.Reason!, actor, request.Length, account, context.RequestAborted),
                request)
                .ConfigureAwait(false);
        }
    }

    private async Task<ReactionDecisionRequest?> ReadAsync(HttpContext context)
    {
        if (await AdminRequest.ReadAsync(context, AdminJson.Default.ReactionDecisionRequest, time).ConfigureAwait(false) is not { } request)
        {
            return null;
        }

        if (request.Fault() is not { } fault)
        {
            return request;
        }

        await Answers.BadRequest(context, fault).ConfigureAwait(false);
        return null;
    }

    private static async Task Answer(HttpContext context, Func<string, string?, string?, Task> decide, ReactionDecisionRequest request)
    {
        try
        {
            await decide(
                (string)context.Request.RouteValues["name"]!,
                request.By ?? AdminRequest.AccountOf(context), AdminRequest.AccountBeside(context, request.By)).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (KeyNotFoundException)
        {
            await Answers.Problem(context, StatusCodes.Status404NotFound, "No reaction has this name.").ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            await Answers.Problem(context, StatusCodes.Status409Conflict, "No step of this reaction can be undone.").ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store may throw any exception.
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await Answers.Problem(
                context, StatusCodes.Status503ServiceUnavailable,
                "The store does not answer; whether the decision was kept is not known. See v1/reactions.").ConfigureAwait(false);
        }
    }
}
