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

        var account = AdminRequest.AccountOf(context);
        SloLedgerEntry entry = registry.Ledger.Add(
            SloLedgerEntryKind.Deployment, objective: null, request.By ?? account, request.Reason,
            [
                new(SloLedgerDetails.Version, request.Version),
                new(SloLedgerDetails.Account, request.By is null || request.By == account ? null : account),
            ]);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await Answers.Write(context, LedgerEntryDocument.Of(entry), SloJson.Default.LedgerEntryDocument).ConfigureAwait(false);
    }

    private static string? Fault(DeploymentRequest request) =>
        string.IsNullOrWhiteSpace(request.Version) ? "version is required, for example {\"version\":\"v1.4.2\"}."
        : TooLong("version", request.Version, SloLedgerEntry.LongestText) ?? TooLong("by", request.By, SloLedgerEntry.LongestActor)
            ?? TooLong("reason", request.Reason, SloLedgerEntry.LongestText);

    private static string? TooLong(string key, string? value, int longest) => value is null || value.Length <= longest ? null
        : FormattableString.Invariant($"{key} has {value.Length} characters; at most {longest} are kept.");
}
