using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The handlers of requests that change something. Each is noted in the ledger, with who and why.</summary>
internal sealed class AdminApi(SloRegistry registry, TimeProvider time)
{
    internal async Task MarkDeployment(HttpContext context)
    {
        if (await AdminRequest.ReadAsync(context, AdminJson.Default.DeploymentRequest, time).ConfigureAwait(false) is not { } request)
        {
            return;
        }

        if (Fault(request) is { } fault)
        {
            await Answers.BadRequest(context, fault).ConfigureAwait(false);
            return;
        }

        SloLedgerEntry entry = registry.Ledger.Add(
            SloLedgerEntryKind.Deployment, objective: null, request.By ?? AdminRequest.AccountOf(context), request.Reason,
            [
                new(SloLedgerDetails.Version, request.Version),
                new(SloLedgerDetails.Account, AdminRequest.AccountBeside(context, request.By)),
            ]);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await Answers.Write(context, LedgerEntryDocument.Of(entry), SloJson.Default.LedgerEntryDocument).ConfigureAwait(false);
    }

    internal async Task Exclude(HttpContext context)
    {
        if (await AdminRequest.ReadAsync(context, AdminJson.Default.ExclusionRequest, time).ConfigureAwait(false) is { } request)
        {
            await Create(
                context,
                () => registry.Exclude(request.Read(AdminRequest.AccountOf(context)), AdminRequest.AccountBeside(context, request.By)),
                ExclusionDocument.Of, SloJson.Default.ExclusionDocument).ConfigureAwait(false);
        }
    }

    internal Task RemoveExclusion(HttpContext context) => RemoveAsync(
        context, (id, by, reason, account) => Task.FromResult(registry.RemoveExclusion(id, by, reason, account)),
        "No exclusion has this id.");

    internal async Task OverrideTarget(HttpContext context)
    {
        if (await AdminRequest.ReadAsync(context, AdminJson.Default.TargetOverrideRequest, time).ConfigureAwait(false) is { } request)
        {
            await Create(
                context,
                () => registry.OverrideTarget(
                    request.Read(AdminRequest.AccountOf(context), time.GetUtcNow()), AdminRequest.AccountBeside(context, request.By)),
                TargetOverrideDocument.Of, SloJson.Default.TargetOverrideDocument).ConfigureAwait(false);
        }
    }

    internal Task EndTargetOverride(HttpContext context) =>
        RemoveAsync(
            context, (id, by, reason, account) => Task.FromResult(registry.EndTargetOverride(id, by, reason, account)),
            "No override has this id, or it has expired.");

    /// <summary>Answers with what was created, or with what is wrong with it.</summary>
    internal static Task Create<T, TDocument>(
        HttpContext context, Func<T> create, Func<T, TDocument> document, JsonTypeInfo<TDocument> type)
    {
        T created;
        try
        {
            created = create();
        }
        catch (SloDefinitionException exception)
        {
            return Answers.BadRequest(context, exception.Findings);
        }
        catch (ObjectDisposedException)
        {
            return Answers.Problem(context, StatusCodes.Status503ServiceUnavailable, "The app stops; nothing was changed.");
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        return Answers.Write(context, document(created), type);
    }

    /// <summary>Takes something back, by the id of the path.</summary>
    internal static async Task RemoveAsync(
        HttpContext context, Func<string, string?, string?, string?, Task<bool>> remove, string absent)
    {
        (string? by, string? reason) = (Query.Text(context, "by"), Query.Text(context, "reason"));
        if (Fault(by, reason) is { } fault)
        {
            await Answers.BadRequest(context, fault).ConfigureAwait(false);
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        if (!await remove(id, by ?? AdminRequest.AccountOf(context), reason, AdminRequest.AccountBeside(context, by))
            .ConfigureAwait(false))
        {
            await Answers.Problem(context, StatusCodes.Status404NotFound, absent).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string? Fault(DeploymentRequest request) =>
        string.IsNullOrWhiteSpace(request.Version) ? "version is required, for example {\"version\":\"v1.4.2\"}."
        : TooLong("version", request.Version, SloLedgerEntry.LongestText) ?? Fault(request.By, request.Reason);

    private static string? Fault(string? by, string? reason) =>
        TooLong("by", by, SloLedgerEntry.LongestActor) ?? TooLong("reason", reason, SloLedgerEntry.LongestText);

    private static string? TooLong(string key, string? value, int longest) => value is null || value.Length <= longest ? null
        : FormattableString.Invariant($"{key} has {value.Length} characters; at most {longest} are kept.");
}
