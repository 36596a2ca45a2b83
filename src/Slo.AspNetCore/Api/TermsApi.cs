using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>Exclusions and overrides of targets that were decided while the app ran. The registry bounds how many there are.</summary>
internal sealed class TermsApi(SloRegistry registry, TimeProvider time)
{
    internal Task Exclusions(HttpContext context) => Write(
        context, "exclusions", registry.Exclusions, one => one.Objective, ExclusionDocument.Of, SloJson.Default.ExclusionDocument);

    internal Task TargetOverrides(HttpContext context) => Write(
        context, "targetOverrides", registry.TargetOverrides, one => one.Objective, TargetOverrideDocument.Of,
        SloJson.Default.TargetOverrideDocument);

    private Task Write<T, TDocument>(
        HttpContext context, string name, IReadOnlyList<T> all, Func<T, string?> objectiveOf, Func<T, TDocument> document,
        JsonTypeInfo<TDocument> type)
    {
        // What applies to an objective: also what applies to all of them.
        T[] wanted = Query.Text(context, "slo") is not { } objective ? [.. all] :
            [.. all.Where(one => objectiveOf(one)?.Equals(objective, StringComparison.OrdinalIgnoreCase) ?? true)];
        context.Response.Headers.CacheControl = Answers.NotStored;
        IEnumerable<byte[]> items = wanted.Select(one => JsonSerializer.SerializeToUtf8Bytes(document(one), type));
        return new ListAnswer(name, time.GetUtcNow(), wanted.Length, null, items).WriteAsync(context);
    }
}
