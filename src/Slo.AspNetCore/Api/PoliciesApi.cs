using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The error-budget policies of a set, and what of them is in force.</summary>
internal sealed class PoliciesApi(SloRegistry registry, SloPolicies policies, TimeProvider time)
{
    /// <summary>How many levels one answer has at most.</summary>
    internal const int Most = 1_000;

    internal Task List(HttpContext context)
    {
        if (Query.Text(context, "slo") is { } slo && !registry.TryGet(slo, out _))
        {
            return Answers.NoObjective(context);
        }

        var objective = Query.Text(context, "slo");
        SloPolicyStatus[] wanted =
        [
            .. policies.Statuses.Where(status => objective is null || status.Objective.Equals(objective, StringComparison.OrdinalIgnoreCase)),
        ];
        HashSet<string>? named = objective is null ? null : [.. wanted.Select(status => status.Policy.Name)];
        PoliciesDocument document = new(
            time.GetUtcNow(), wanted.Length,
            [.. policies.Declared.Where(policy => named?.Contains(policy.Name) != false).Take(Most).Select(PolicyDocument.Of)],
            [.. wanted.OrderBy(status => !status.IsInForce).Take(Most).Select(PolicyStatusDocument.Of)]);
        return Answers.Write(context, document, SloJson.Default.PoliciesDocument);
    }
}
