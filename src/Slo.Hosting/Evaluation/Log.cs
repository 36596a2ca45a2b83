using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Evaluation;

/// <summary>Everything this package logs. Event ids are public: they are pinned by a test and listed in docs/operations.md.</summary>
internal static partial class Log
{
    [LoggerMessage(50, LogLevel.Warning, "The fleet could not be reached since {Since:u} and will be tried again; this instance goes on by "
        + "itself: {Reason} ({Suppressed} earlier failures not logged)")]
    internal static partial void FleetFailed(this ILogger logger, string reason, DateTimeOffset since, int suppressed);

    [LoggerMessage(51, LogLevel.Information, "Instance '{Instance}' reaches its fleet again, and publishes what it counted meanwhile")]
    internal static partial void FleetHeard(this ILogger logger, string instance);

    [LoggerMessage(52, LogLevel.Warning, "Another process reports as instance '{Instance}' of the fleet: both are counted; give each "
        + "instance a name of its own ({Suppressed} earlier ones not logged)")]
    internal static partial void FleetTwin(this ILogger logger, string instance, int suppressed);

    [LoggerMessage(53, LogLevel.Warning, "The dependencies of this instance could not be published for the map of the fleet, and will be "
        + "tried again: {Reason} ({Suppressed} earlier failures not logged)")]
    internal static partial void FleetDependenciesFailed(this ILogger logger, string reason, int suppressed);

    [LoggerMessage(54, LogLevel.Warning, "Bad events of the instances could not be published or read, so alerts of the fleet may lack "
        + "contributors; it will be tried again: {Reason} ({Suppressed} earlier failures not logged)")]
    internal static partial void FleetBadEventsFailed(this ILogger logger, string reason, int suppressed);

    [LoggerMessage(1, LogLevel.Information, "Tracking {Objectives} service level objectives, evaluated every {Interval}")]
    internal static partial void Started(this ILogger logger, int objectives, string interval);

    [LoggerMessage(2, LogLevel.Information, "Evaluation of service level objectives stopped")]
    internal static partial void Stopped(this ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "Questionable definition {Code}: {Warning}")]
    internal static partial void DefinitionWarning(this ILogger logger, string code, string warning);

    [LoggerMessage(4, LogLevel.Error,
        "Evaluation of service level objectives failed; it continues ({Suppressed} earlier failures not logged)")]
    internal static partial void EvaluationFailed(this ILogger logger, Exception exception, int suppressed);

    [LoggerMessage(5, LogLevel.Warning, "{Gap} count as unobserved: the clock jumped ahead, or the process stood still")]
    internal static partial void Gap(this ILogger logger, string gap);

    [LoggerMessage(6, LogLevel.Warning, "The wall clock went back; windows follow the monotonic clock and are not affected")]
    internal static partial void ClockWentBack(this ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "Instrument '{Instrument}' of meter '{Meter}' could not be read; reading continues, and further "
        + "failures of this instrument are not logged")]
    internal static partial void MeasuringFailed(this ILogger logger, Exception exception, string instrument, string meter);

    [LoggerMessage(8, LogLevel.Information, "New definitions applied: {Added} objectives added, {Removed} removed, {Redefined} redefined "
        + "with their counts kept, {Restarted} restarted ({Names})")]
    internal static partial void Reloaded(this ILogger logger, int added, int removed, int redefined, int restarted, string names);

    [LoggerMessage(9, LogLevel.Error, "New definitions rejected ({Codes}), the last valid ones stay in force: {Findings}")]
    internal static partial void ReloadRefused(this ILogger logger, string codes, string findings);

    [LoggerMessage(10, LogLevel.Warning, "No component records events for objective '{Objective}' ({Indicator}): requests are counted "
        + "in a web app that references Slo.AspNetCore")]
    internal static partial void NoSource(this ILogger logger, string objective, string indicator);

    [LoggerMessage(27, LogLevel.Warning, "No events for an objective ({Code}): {Warning}")]
    internal static partial void SourceWarning(this ILogger logger, string code, string warning);

    [LoggerMessage(11, LogLevel.Error, "Alert '{Alert}' is paging ({Kind}, from {Source}): {Cause}, since {Since:u}")]
    internal static partial void AlertPages(this ILogger logger, string alert, SloAlertTransitionKind kind, SloAlertSource source,
        string cause, DateTimeOffset since);

    [LoggerMessage(12, LogLevel.Warning, "Alert '{Alert}' fires as a ticket ({Kind}, from {Source}): {Cause}, since {Since:u}")]
    internal static partial void AlertWantsTicket(this ILogger logger, string alert, SloAlertTransitionKind kind, SloAlertSource source,
        string cause, DateTimeOffset since);

    [LoggerMessage(13, LogLevel.Information, "Alert '{Alert}' (from {Source}) resolved after {Duration}: {Resolution}")]
    internal static partial void AlertResolved(
        this ILogger logger, string alert, SloAlertSource source, string duration, SloAlertResolution resolution);

    [LoggerMessage(14, LogLevel.Error,
        "Handler {Handler} failed on alert '{Alert}' and continues with the next ({Suppressed} earlier failures not logged)")]
    internal static partial void HandlerFailed(this ILogger logger, Exception? exception, string handler, string alert, int suppressed);

    [LoggerMessage(15, LogLevel.Error,
        "Handler {Handler} took longer than {Timeout} on alert '{Alert}' and was cancelled ({Suppressed} earlier ones not logged)")]
    internal static partial void HandlerTimedOut(this ILogger logger, string handler, string timeout, string alert, int suppressed);

    [LoggerMessage(16, LogLevel.Warning,
        "Handler {Handler} is too slow or has stopped: its oldest transition was dropped ({Suppressed} earlier ones not logged)")]
    internal static partial void TransitionsDropped(this ILogger logger, string handler, int suppressed);

    [LoggerMessage(17, LogLevel.Warning,
        "Notification target '{Target}' could not be reached and will be retried: {Reason} ({Suppressed} earlier failures not logged)")]
    internal static partial void TargetFailed(this ILogger logger, string target, string reason, int suppressed);

    [LoggerMessage(18, LogLevel.Error, "Notification target '{Target}' was not notified that alert '{Alert}' is {Status}, and no retry "
        + "follows: {Reason} ({Suppressed} earlier ones not logged)")]
    internal static partial void NotificationGivenUp(
        this ILogger logger, string target, string alert, string status, string reason, int suppressed);

    [LoggerMessage(19, LogLevel.Warning, "A notification for target '{Target}' was dropped, because too many alerts are waiting, the "
        + "target was removed or the host is stopping ({Suppressed} earlier ones not logged)")]
    internal static partial void NotificationDropped(this ILogger logger, string target, int suppressed);

    [LoggerMessage(20, LogLevel.Warning, "An alert for notification target '{Target}' is flapping: beyond {Maximum} messages per hour only "
        + "its newest state is kept and sent later ({Suppressed} earlier ones not logged)")]
    internal static partial void NotificationDeferred(this ILogger logger, string target, int maximum, int suppressed);

    [LoggerMessage(21, LogLevel.Warning, "Too little traffic for a rule ({Codes}): {Warnings}")]
    internal static partial void TooLittleTraffic(this ILogger logger, string codes, string warnings);

    [LoggerMessage(22, LogLevel.Warning,
        "Instrument '{Instrument}' of meter '{Meter}' has more than {Maximum} series: further series are not counted")]
    internal static partial void SeriesBeyondBound(this ILogger logger, string instrument, string meter, int maximum);

    [LoggerMessage(23, LogLevel.Warning, "{Lost} log messages were dropped, because the log was too slow")]
    internal static partial void MessagesLost(this ILogger logger, int lost);

    [LoggerMessage(24, LogLevel.Error,
        "Delivery to {Receiver} failed and will be retried: {Reason} ({Suppressed} earlier failures not logged)")]
    internal static partial void DeliveryBroke(this ILogger logger, string receiver, string reason, int suppressed);

    [LoggerMessage(25, LogLevel.Warning, "Notification target '{Target}' could not be disposed of: {Reason}")]
    internal static partial void DisposeFailed(this ILogger logger, string target, string reason);

    [LoggerMessage(26, LogLevel.Debug, "Notification target '{Target}' threw: {Frames}")]
    internal static partial void TargetThrew(this ILogger logger, string target, string frames);

    [LoggerMessage(29, LogLevel.Information, "The store has the state of {Objectives} objectives, as of {AsOf}")]
    internal static partial void StateRestored(this ILogger logger, int objectives, string asOf);

    [LoggerMessage(30, LogLevel.Error, "The state of service level objectives has not been kept since {Since:u}; the store is tried again "
        + "({Suppressed} earlier failures not logged)")]
    internal static partial void NotPersisted(this ILogger logger, Exception exception, DateTimeOffset since, int suppressed);

    [LoggerMessage(31, LogLevel.Information, "The state of service level objectives is kept again; it was not since {Since:u}")]
    internal static partial void PersistedAgain(this ILogger logger, DateTimeOffset since);

    [LoggerMessage(32, LogLevel.Error, "State of service level objectives is lost: {Loss}")]
    internal static partial void StateLost(this ILogger logger, string loss);

    [LoggerMessage(33, LogLevel.Warning, "Objective '{Objective}' counts other events, or counts them in another way, than what the "
        + "store has of it: it begins anew, and what it counted before is kept until {Until:u}")]
    internal static partial void GenerationBegun(this ILogger logger, string objective, DateTimeOffset until);

    [LoggerMessage(34, LogLevel.Warning, "The store has state that a later version of Slo wrote; it is left there: {State}")]
    internal static partial void StateUnread(this ILogger logger, string state);

    [LoggerMessage(35, LogLevel.Information, "Objective '{Objective}' begins with the history of {Source}, from {From:u} to {To:u}, of "
        + "which {Observed} were observed: {Good} good and {Bad} bad events")]
    internal static partial void Backfilled(
        this ILogger logger, string objective, string source, DateTimeOffset from, DateTimeOffset to, string observed, long good, long bad);

    [LoggerMessage(36, LogLevel.Warning, "Objective '{Objective}' begins without the history of {Source}: {Reason}")]
    internal static partial void NotBackfilled(this ILogger logger, string objective, string source, string reason);

    [LoggerMessage(37, LogLevel.Warning, "No objective is given a history: {Reason}")]
    internal static partial void BackfillLeftOut(this ILogger logger, string reason);

    [LoggerMessage(38, LogLevel.Error, "{Lost} entries of the ledger were dropped in this process before the store had them, because more "
        + "were added than memory keeps ({Suppressed} earlier losses not logged)")]
    internal static partial void LedgerLost(this ILogger logger, long lost, int suppressed);

    [LoggerMessage(60, LogLevel.Warning, "Source '{Source}' was not read for objective '{Objective}' and is asked again: {Reason} "
        + "({Suppressed} earlier failures not logged)")]
    internal static partial void SourceFailed(this ILogger logger, string source, string objective, string reason, int suppressed);

    [LoggerMessage(61, LogLevel.Information, "Source '{Source}' answers again for objective '{Objective}'; what was missed is read")]
    internal static partial void SourceAnswersAgain(this ILogger logger, string source, string objective);

    [LoggerMessage(28, LogLevel.Warning, "HTTP client '{Client}' counts for the objective '{Objective}', which is not declared; its calls "
        + "do not count")]
    internal static partial void UnknownObjectiveOfClient(this ILogger logger, string client, string objective);

    [LoggerMessage(90, LogLevel.Warning, "The gate of objective '{Objective}' ({Scope}) closes: {Cause}, error budget left {BudgetLeft}")]
    internal static partial void GateCloses(
        this ILogger logger, string objective, SloScope scope, SloGateCause cause, string budgetLeft);

    [LoggerMessage(91, LogLevel.Information, "The gate of objective '{Objective}' ({Scope}) opens again after {Duration}")]
    internal static partial void GateOpens(this ILogger logger, string objective, SloScope scope, string duration);

    [LoggerMessage(92, LogLevel.Warning, "A gate is asked for the objective '{Objective}', which is not declared: it is open")]
    internal static partial void GateOfUnknownObjective(this ILogger logger, string objective);

    [LoggerMessage(93, LogLevel.Warning, "More than {Maximum} gates are asked for: further ones are judged for each question and log "
        + "nothing; pass the names of declared objectives, and options that are the same for each request")]
    internal static partial void TooManyGates(this ILogger logger, int maximum);

    [LoggerMessage(95, LogLevel.Warning, "Policy '{Policy}', level '{Level}' comes into force for {Objective}: {Reason}; it means: "
        + "{Actions}")]
    internal static partial void PolicyLevelEntered(
        this ILogger logger, string policy, string level, string objective, string reason, string actions);

    [LoggerMessage(96, LogLevel.Information, "Policy '{Policy}', level '{Level}' ends for {Objective}: {Reason}")]
    internal static partial void PolicyLevelLeft(this ILogger logger, string policy, string level, string objective, string reason);

    [LoggerMessage(97, LogLevel.Warning, "The release gate of {Objective} is overridden until {To:u} by {Actor}: {Reason}")]
    internal static partial void GateOverridden(this ILogger logger, string objective, DateTimeOffset to, string actor, string reason);

    [LoggerMessage(98, LogLevel.Information, "The override of the release gate of {Objective} is ended by {Actor}: {Reason}")]
    internal static partial void GateOverrideEnded(this ILogger logger, string objective, string actor, string reason);
}
