using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Shedding;

/// <summary>The requirements and the header that the metadata of an endpoint declare.</summary>
/// <param name="requirements">The gates that must be open.</param>
/// <param name="header">The header of its responses, or null.</param>
internal sealed class EndpointBudget(BudgetRequirement[] requirements, BudgetHeader? header)
{
    internal static readonly EndpointBudget None = new([], null);

    /// <summary>The endpoint that answers in place of this one, or null if all gates are open.</summary>
    internal Endpoint? Instead()
    {
        foreach (BudgetRequirement requirement in requirements)
        {
            if (!requirement.IsMet)
            {
                return requirement.Instead;
            }
        }

        return null;
    }

    /// <summary>Adds the header when the response starts. By then the caller is authenticated.</summary>
    internal void Announce(HttpContext context)
    {
        if (header is not null)
        {
            context.Response.OnStarting(static state => ((BudgetHeader.Response)state).Add(), new BudgetHeader.Response(header, context));
        }
    }
}
