using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The error-budget policies of a set, and what of them is in force.</summary>
internal sealed class PoliciesApi(SloRegistry registry, SloPolicies policies, TimeProvider time)
{
    /// <summary>How many levels one answer has at most.</summary>
    internal const int Most = 1_000;

    internal Task List(HttpContext context)
    {
        var objective = Query.Text(context, "slo");
        if (objective is not null && !registry.TryGet(objective, out _))
        {
            return Answers.NoObjective(context);
        }

        SloPolicyStatus[] wanted = [.. policies.Statuses.Where(status => IsOf(status, objective))];
        HashSet<string>? named = objective is null ? null : [.. wanted.Select(status => status.Policy.Name)];
        PoliciesDocument document = new(
            time.GetUtcNow(), wanted.Length,
            [.. policies.Declared.Where(policy => named?.Contains(policy.Name) != false).Take(Most).Select(PolicyDocument.Of)],
            [.. wanted.OrderBy(status => !status.IsInForce).Take(Most).Select(PolicyStatusDocument.Of)]);
        return Answers.Write(context, document, DecisionsJson.Default.PoliciesDocument);
    }

    private static bool IsOf(SloPolicyStatus status, string? objective) =>
        objective is null || status.Objective.Equals(objective, StringComparison.OrdinalIgnoreCase);
}
