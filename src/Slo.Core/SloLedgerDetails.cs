namespace Slo;

/// <summary>The keys of <see cref="SloLedgerEntry.Details"/>.</summary>
public static class SloLedgerDetails
{
    /// <summary>Of a deployment: the version.</summary>
    public const string Version = "version";

    /// <summary>Of a deployment: the version that ran before, if it is known.</summary>
    public const string PreviousVersion = "previousVersion";

    /// <summary>What detected it: <c>process</c> if the version of the process changed since its last run; absent if it was
    /// reported.</summary>
    public const string Source = "source";

    /// <summary>Of a target: the new target in percent, for example <c>99.9</c>.</summary>
    public const string TargetPercent = "targetPercent";

    /// <summary>Of a target: the target before, in percent.</summary>
    public const string PreviousTargetPercent = "previousTargetPercent";

    /// <summary>Of an exclusion or override: its id.</summary>
    public const string Subject = "subject";

    /// <summary>Of an exclusion: when it applies, as a text of <see cref="SloSchedule"/>.</summary>
    public const string Schedule = "schedule";

    /// <summary>Where the stretch begins, RFC 3339; absent: it returns each week.</summary>
    public const string From = "from";

    /// <summary>Where the stretch ends, RFC 3339; absent: it returns each week.</summary>
    public const string To = "to";

    /// <summary>The authenticated account, if another actor is named.</summary>
    public const string Account = "account";

    /// <summary>Of a closed period: <c>met</c>, <c>missed</c> or <c>no events</c>.</summary>
    public const string Verdict = "verdict";

    /// <summary>Of a closed period: compliance by the budgeting method, in percent; absent without events.</summary>
    public const string CompliancePercent = "compliancePercent";

    /// <summary>Of a closed period: what was left of the error budget, in percent, negative when overspent; absent without
    /// events.</summary>
    public const string BudgetLeftPercent = "budgetLeftPercent";

    /// <summary>Of a closed period: the number of good events.</summary>
    public const string GoodEvents = "goodEvents";

    /// <summary>Of a closed period: the number of bad events.</summary>
    public const string BadEvents = "badEvents";

    /// <summary>Of a closed period: the share of it that was observed, in percent; absent where that is not known.</summary>
    public const string CoveragePercent = "coveragePercent";

    /// <summary>Of a closed period: what the contract promises, in percent; absent without
    /// <see cref="SloDefinition.SlaTargetRatio"/>.</summary>
    public const string SlaTargetPercent = "slaTargetPercent";

    /// <summary>Of a closed period: whether the SLA target was met, with the values of <see cref="Verdict"/>.</summary>
    public const string SlaVerdict = "slaVerdict";

    /// <summary>Of a reaction: its name.</summary>
    public const string Reaction = "reaction";

    /// <summary>Of a reaction: identifies the run.</summary>
    public const string Run = "run";

    /// <summary>Of a reaction: the number of the step, from 1; absent if it is about the whole reaction.</summary>
    public const string Step = "step";

    /// <summary>Of a step of a reaction: what it does.</summary>
    public const string Action = "action";

    /// <summary>Of a reaction: what became of it, for example <c>started</c>, <c>applied</c>, <c>failed</c>, <c>undone</c>,
    /// <c>ended</c>, <c>paused</c>.</summary>
    public const string Outcome = "outcome";

    /// <summary>Of a step of a reaction: what was done, or why it failed.</summary>
    public const string Result = "result";

    /// <summary>Of a note about an incident: the <see cref="SloIncident.Id"/>. Its <see cref="Outcome"/> is <c>acknowledged</c> or
    /// <c>commented</c>.</summary>
    public const string Incident = "incident";

    /// <summary>Of a level of a policy: the name of the policy.</summary>
    public const string Policy = "policy";

    /// <summary>Of a level of a policy: its condition. <see cref="Outcome"/> is <c>entered</c> or <c>left</c>.</summary>
    public const string Level = "level";

    /// <summary>Of a level of a policy: what applies while it is in force.</summary>
    public const string Actions = "actions";

    /// <summary>Of a chaos experiment: its name.</summary>
    public const string Experiment = "experiment";

    /// <summary>Of a chaos experiment: why it ended; absent: it began. Its <see cref="Verdict"/> is <c>Confirmed</c>, <c>Refuted</c> or
    /// <c>Inconclusive</c>.</summary>
    public const string EndedBy = "endedBy";

    /// <summary>Of a chaos experiment: the share of the error budget that it may spend, in percent.</summary>
    public const string AllowedBudgetPercent = "allowedBudgetPercent";

    /// <summary>Of a chaos experiment: the share of the error budget that was spent, in percent.</summary>
    public const string SpentBudgetPercent = "spentBudgetPercent";

    /// <summary>Of a chaos experiment: the number of calls that it saw.</summary>
    public const string Calls = "calls";

    /// <summary>Of a chaos experiment: the number of calls that came while it injected nothing.</summary>
    public const string HeldBack = "heldBack";

    /// <summary>Of a chaos experiment: the number of faults that it injected.</summary>
    public const string Injected = "injected";

    /// <summary>Of a chaos experiment: the share of calls that get a fault, in percent.</summary>
    public const string InjectionPercent = "injectionPercent";

    /// <summary>Of a chaos experiment: what chose the calls, for a replay.</summary>
    public const string Seed = "seed";

    /// <summary>Of a chaos experiment: what it injects.</summary>
    public const string Chaos = "chaos";
}
