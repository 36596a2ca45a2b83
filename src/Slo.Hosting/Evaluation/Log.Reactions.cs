using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Evaluation;

internal static partial class Log
{
    [LoggerMessage(70, LogLevel.Warning, "Reaction '{Reaction}' begins: {Reason}")]
    internal static partial void ReactionStarted(this ILogger logger, string reaction, string reason);

    [LoggerMessage(71, LogLevel.Warning, "Reaction '{Reaction}', step {Step} {Outcome}: {Action} ({Result})")]
    internal static partial void ReactionStepDone(
        this ILogger logger, string reaction, int step, string outcome, string action, string result);

    [LoggerMessage(72, LogLevel.Error, "Reaction '{Reaction}', step {Step} {Outcome}: {Action}: {Result}")]
    internal static partial void ReactionStepFailed(
        this ILogger logger, string reaction, int step, string outcome, string action, string result);

    [LoggerMessage(73, LogLevel.Information, "Reaction '{Reaction}' to {Objective} has ended")]
    internal static partial void ReactionEnded(this ILogger logger, string reaction, string objective);

    [LoggerMessage(74, LogLevel.Warning, "Reaction '{Reaction}': {Decision} by {Actor}: {Reason}")]
    internal static partial void ReactionDecided(this ILogger logger, string reaction, string decision, string actor, string reason);

    [LoggerMessage(75, LogLevel.Error, "Reaction '{Reaction}' was removed, or declared with other steps, since its last run; what "
        + "that run changed is not undone: {Resources}")]
    internal static partial void ReactionGivenUp(this ILogger logger, string reaction, string resources);

    [LoggerMessage(76, LogLevel.Error, "The stored state of reaction '{Reaction}' was written by another version of Slo and cannot be "
        + "read; the reaction begins anew")]
    internal static partial void ReactionUnreadable(this ILogger logger, string reaction);

    [LoggerMessage(77, LogLevel.Error, "Reaction '{Reaction}' could not continue and will be tried again: {Reason} ({Suppressed} earlier "
        + "failures not logged)")]
    internal static partial void ReactionBroke(this ILogger logger, string reaction, string reason, int suppressed);

    [LoggerMessage(78, LogLevel.Warning, "The states of reactions are in memory only: after a restart an action may be repeated, and what "
        + "was changed is not undone; add a store that keeps them, for example AddSqliteStore")]
    internal static partial void ReactionsNotKept(this ILogger logger);
}
