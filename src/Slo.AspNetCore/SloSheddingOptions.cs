namespace Slo;

/// <summary>When endpoints that require an error budget are shed, and how they answer then.</summary>
public sealed class SloSheddingOptions
{
    /// <summary>The gate of optional endpoints. Default: closed below 20 % of the budget and while a page fires.</summary>
    public SloGateOptions Optional { get; set; } = new() { MinimumBudgetRatio = 0.2 };

    /// <summary>The gate of important endpoints. Default: closed while the budget is overspent and when a page has fired for a
    /// minute.</summary>
    public SloGateOptions Important { get; set; } = new() { ClosesAfter = TimeSpan.FromMinutes(1) };

    /// <summary>
    /// The least value of <c>Retry-After</c>. Default 30 s; from 1 s to 1 h. Each answer adds a random time of up to half of it, so that
    /// clients do not all return at once.
    /// </summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(30);
}
