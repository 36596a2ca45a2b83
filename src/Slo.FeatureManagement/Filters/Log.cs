using Microsoft.Extensions.Logging;

namespace Slo.FeatureManagement.Filters;

/// <summary>The log messages of this package. Their event ids, from 401, are verified by a test.</summary>
internal static partial class Log
{
    [LoggerMessage(401, LogLevel.Warning, "Feature '{Feature}' has a filter SloBudget with faulty parameters ({Codes}), which is left out: "
        + "the feature stays open, whatever the budget: {Findings}")]
    internal static partial void ParametersFaulty(this ILogger logger, string feature, string codes, string findings);

    [LoggerMessage(402, LogLevel.Warning, "The features could not be read at start, to check their filters SloBudget: {Reason}; they are "
        + "checked when they are used")]
    internal static partial void FeaturesUnread(this ILogger logger, string reason);

    [LoggerMessage(403, LogLevel.Warning, "Feature '{Feature}' has the filters {Filters}, of which one is enough (RequirementType Any): "
        + "the filter SloBudget opens it for all users, and does not close it alone; set RequirementType to All")]
    internal static partial void AnyFilterIsEnough(this ILogger logger, string feature, string filters);
}
