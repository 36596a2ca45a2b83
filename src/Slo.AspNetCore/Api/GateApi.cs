using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The release gate of a set, and its overrides.</summary>
internal sealed class GateApi(SloReleaseGate gate, TimeProvider time)
{
    private const int MostNames = 1_000;

    internal async Task Get(HttpContext context)
    {
        string[] names = Texts(context, "name");
        string[] services = Texts(context, "service");
        if (names.Length + services.Length > MostNames)
        {
            await Answers.BadRequest(context, FormattableString.Invariant($"name and service: at most {MostNames}.")).ConfigureAwait(false);
            return;
        }

        SloReleaseDecision decision;
        try
        {
            decision = await gate.DecideAsync(names, services, context.RequestAborted).ConfigureAwait(false);
        }
        catch (KeyNotFoundException exception)
        {
            await Answers.Problem(context, StatusCodes.Status404NotFound, exception.Message).ConfigureAwait(false);
            return;
        }

        await Answers.Write(context, GateDocument.Of(decision), DecisionsJson.Default.GateDocument).ConfigureAwait(false);
    }

    internal async Task Overrides(HttpContext context)
    {
        var slo = Query.Text(context, "slo");
        (IReadOnlyList<SloReleaseOverride> all, var isComplete) =
            await gate.ReadOverridesAsync(context.RequestAborted).ConfigureAwait(false);
        SloReleaseOverride[] wanted = [.. all.Where(one => slo is null || one.IsFor(slo))];
        context.Response.Headers.CacheControl = Answers.NotStored;
        IEnumerable<byte[]> items = wanted.Select(GateOverrideDocument.Of)
            .Select(document => JsonSerializer.SerializeToUtf8Bytes(document, DecisionsJson.Default.GateOverrideDocument));
        await new ListAnswer("overrides", time.GetUtcNow(), wanted.Length, null, items)
        {
            IsComplete = isComplete,
        }.WriteAsync(context).ConfigureAwait(false);
    }

    internal async Task Override(HttpContext context)
    {
        if (await AdminRequest.ReadAsync(context, AdminJson.Default.GateOverrideRequest, time).ConfigureAwait(false) is { } request)
        {
            await AdminApi.Create(
                context,
                () => gate.Override(
                    request.Read(AdminRequest.AccountOf(context), time.GetUtcNow()), AdminRequest.AccountBeside(context, request.By)),
                GateOverrideDocument.Of, DecisionsJson.Default.GateOverrideDocument).ConfigureAwait(false);
        }
    }

    internal Task EndOverride(HttpContext context) => AdminApi.RemoveAsync(
        context, (id, by, reason, account) => gate.EndOverrideAsync(id, by, reason, account, context.RequestAborted),
        "No override has this id, or it has expired.");

    private static string[] Texts(HttpContext context, string key) => [.. context.Request.Query[key].OfType<string>()];
}
