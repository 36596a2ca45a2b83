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
}
