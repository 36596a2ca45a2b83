namespace Slo.AspNetCore.Api;

/// <summary>How much detail a list has for each objective.</summary>
internal enum ListView
{
    /// <summary>The document of <c>v1/slos/{name}</c>.</summary>
    Full,

    /// <summary>The columns of a table of objectives.</summary>
    Summary,

    /// <summary>What people look at: the summary with events, burn rates, and the budget over the period.</summary>
    Overview,
}
