using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Shedding;

/// <summary>Endpoint metadata: responses say how error budgets stand.</summary>
/// <param name="IsFor">Which callers may know it.</param>
/// <param name="Objectives">Names of objectives of the default set.</param>
internal sealed record BudgetHeaderMetadata(Func<HttpContext, bool> IsFor, IReadOnlyList<string> Objectives);
