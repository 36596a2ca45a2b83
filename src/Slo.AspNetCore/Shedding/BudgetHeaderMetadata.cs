using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Shedding;

/// <summary>Endpoint metadata: responses have the header with the state of error budgets.</summary>
/// <param name="IsFor">Whether the caller of a request may see it.</param>
/// <param name="Objectives">Names of objectives of the default set.</param>
internal sealed record BudgetHeaderMetadata(Func<HttpContext, bool> IsFor, IReadOnlyList<string> Objectives);
