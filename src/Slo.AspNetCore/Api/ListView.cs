namespace Slo.AspNetCore.Api;

/// <summary>How much a list says of each objective.</summary>
internal enum ListView
{
    /// <summary>All that <c>v1/slos/{name}</c> says.</summary>
    Full,

    /// <summary>What a table of objectives shows.</summary>
    Summary,
}
