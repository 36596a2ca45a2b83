using System.Globalization;
using Slo.Hosting.Incidents;

namespace Slo.Hosting.Notifications;

/// <summary>The text of a notification: the objective, its burn rates, since when the alert fires, when the budget ends, the owner, and
/// links.</summary>
internal sealed class AlertText
{
    private readonly List<KeyValuePair<string, string>> _facts = [];

    internal AlertText(SloNotification notification)
    {
        SloAlertTransition transition = notification.Transition;
        SloStatus? status = transition.Status;
        var what = status?.Objective.DisplayName is { } shown ? $"{shown} ({transition.Name})" : transition.Name;
        what += transition.Group is { } group ? $", {group}" : "";
        var whose = transition.Service is { } service ? $"{service}: {what}" : what;
        BurnRateRule? rule = Rule(notification, out AlertRuleStatus reading);
        Title = SloText.OneLine(
            notification.IsResolved
                ? $"[RESOLVED] {whose}: {Ending(transition.Resolution)} after {Time(notification.At - notification.StartedAt)}"
                : $"[{notification.SeverityWord.ToUpperInvariant()}] {whose}: " + (rule is not null && reading.LongBurnRate is { } burn
                    ? $"the error budget burns {Rate(burn)} times as fast as it may"
                    : transition.Cause ?? "an alert fires"),
            CleanTexts.LongestText);

        Add("Objective", status is null ? null : $"{Number((double)status.TargetRatio * 100)} % over {status.Objective.Period}"
            + (status.ComplianceRatio is { } compliance ? $", now {Number(compliance * 100)} %" : "")
            + $", coverage {Number(status.CoverageRatio * 100)} %");
        Add("Promise", status?.Objective.Description);
        Add("Rule", transition.Cause);
        Add("Resolved", notification.IsResolved ? Explanation(transition.Resolution) : null);
        if (!notification.IsResolved && rule is not null)
        {
            Add("Burn rate", $"{Rate(reading.LongBurnRate)} over {SloDuration.Format(rule.LongWindow)} and "
                + $"{Rate(reading.ShortBurnRate)} over {SloDuration.Format(rule.ShortWindow)}, "
                + $"where the rule allows {Number((double)rule.Factor)}");
        }

        Add(notification.IsResolved ? "Lasted" : "Since", notification.IsResolved
            ? $"{Time(notification.At - notification.StartedAt)}, from {Instant(notification.StartedAt)} to {Instant(notification.At)}"
            : Instant(notification.StartedAt));
        Add("Contributors", transition.Attribution?.Summary);
        AddBudget(status, notification.IsResolved);
        AddIncident(notification);
        Add("Runbook", notification.RunbookUrl);
        Add("Dashboard", notification.DashboardUrl);
    }

    /// <summary>A summary in one line.</summary>
    internal string Title { get; }

    /// <summary>The details, the most important first.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Facts => _facts;

    /// <summary>The facts as lines.</summary>
    internal string Body => string.Join('\n', _facts.Select(fact => $"{fact.Key}: {fact.Value}"));

    private static string Ending(SloAlertResolution? resolution) =>
        resolution == SloAlertResolution.Stopped ? "process stopped while the alert fired," : "resolved";

    private static string? Explanation(SloAlertResolution? resolution) => resolution switch
    {
        SloAlertResolution.Stopped => "the process stopped; whether the cause is gone is not known",
        SloAlertResolution.Removed => "the alert was removed or redefined, or is not for this target any more",
        _ => null,
    };

    private static BurnRateRule? Rule(SloNotification notification, out AlertRuleStatus reading)
    {
        reading = notification.Transition.Status?.Alert.Firing
            .FirstOrDefault(rule => rule.Rule is BurnRateRule && rule.Rule.Severity == notification.Severity) ?? default;
        return reading.Rule as BurnRateRule;
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) < 100 ? "0.###" : "0.#", CultureInfo.InvariantCulture);

    private static string Rate(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "?";

    private static string Instant(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    // To the second, and beyond a day to the minute: more digits do not help a reader.
    private static string Time(TimeSpan time)
    {
        var unit = time >= TimeSpan.FromDays(1) ? TimeSpan.TicksPerMinute : TimeSpan.TicksPerSecond;
        return SloDuration.Format(Whole(time, unit));
    }

    private static TimeSpan Whole(TimeSpan time, long unit) => TimeSpan.FromTicks(Math.Max(0, time.Ticks) / unit * unit);

    private void AddBudget(SloStatus? status, bool isResolved)
    {
        if (status?.ErrorBudgetRemainingRatio is not { } left)
        {
            return;
        }

        var ends = (isResolved ? null : status.TimeToExhaustion) switch
        {
            _ when left <= 0 => "",
            { Ticks: > 0 } time when time < TimeSpan.FromDays(3650) =>
                $"; if this goes on it ends in {Time(time)}, "
                + $"at {Instant(status.AsOf.UtcDateTime + Whole(time, TimeSpan.TicksPerSecond))}",
            _ => "",
        };
        Add("Error budget", (left >= 0 ? $"{Number(left * 100)} % left" : $"overspent by {Number(-left * 100)} %") + ends);
        if (status.Alert is { BudgetSpentRatio: { } spent, IncidentEvents: { } events })
        {
            Add("This incident", string.Create(
                CultureInfo.InvariantCulture,
                $"spent {Number(spent * 100)} % of the budget: {events.Bad} of {events.Total} events were bad"));
        }
    }

    private void AddIncident(SloNotification notification)
    {
        NotifiedIncident? incident = notification.Incident;
        Add("Owner", incident?.Route.Owner ?? notification.Transition.Owner);
        Add("Category", incident?.Route.Category);
        Add("Queue", incident?.Route.Queue);
        Add("Incident", incident?.Id);
        Add("Acknowledged", incident?.Acknowledgement);
        Add("First response", notification.IsResolved ? null : incident?.Route.FirstResponse);
    }

    private void Add(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            _facts.Add(new(name, SloText.OneLine(value, CleanTexts.LongestText)));
        }
    }
}
