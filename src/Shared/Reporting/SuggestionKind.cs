namespace Slo.Shared.Reporting;

/// <summary>What a suggestion changes.</summary>
internal enum SuggestionKind
{
    /// <summary>The target of an objective.</summary>
    Target,

    /// <summary>Its latency threshold.</summary>
    Threshold,

    /// <summary>One of its rules, or all.</summary>
    Rule,

    /// <summary>A route gets an objective.</summary>
    Objective,
}
