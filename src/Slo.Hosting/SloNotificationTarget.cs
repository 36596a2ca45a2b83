namespace Slo;

/// <summary>
/// Sends notifications to a receiver. Derive from it for a channel of your own, and override <see cref="SendAsync"/>; for a receiver of
/// HTTP requests, derive from <see cref="SloHttpNotificationTarget"/>. Each target has a bounded outbox that keeps the newest state of each
/// alert and retries. A target that blocks delays neither the evaluation nor other targets (docs/notifications.md).
/// </summary>
/// <remarks>The properties are read once at start together with the objectives, and at each reload: later values are ignored, and a
/// property that throws is an error of the configuration. On reload a new instance replaces the old one.</remarks>
public abstract class SloNotificationTarget
{
    /// <summary>The name in logs and metrics; 1 to 63 letters, digits, '-', '_' and '.'; unique without regard to case. Set where the
    /// target is added.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The lowest severity of alerts that are sent. Default <see cref="AlertSeverity.Ticket"/>: all alerts.</summary>
    public AlertSeverity MinimumSeverity { get; set; }

    /// <summary>Labels and values that an objective must have; <c>slo</c> and <c>service</c> stand for its name and its service. Default:
    /// none, for all objectives.</summary>
    public IDictionary<string, string> Match { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether alerts that fire are resolved when the host stops. Default true. Set it to false if several replicas share an alert
    /// of the receiver, as in PagerDuty: the stop of one replica would resolve the alert of all.</summary>
    public bool ResolveOnStop { get; set; } = true;

    /// <summary>How long one message may take. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a notification is retried before it is abandoned. Default 1 day; from 1 s to 7 days.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The maximum number of messages about one alert within an hour. Beyond that, only the newest state is kept, and is sent
    /// later. Default 12; from 2 to 3600. Not used for Alertmanager, which groups alerts.</summary>
    public int MaximumPerHour { get; set; } = 12;

    /// <summary>The maximum number of alerts in the outbox; beyond it the oldest firing alert is dropped. Default 1000; from 1 to
    /// 100,000.</summary>
    public int Capacity { get; set; } = 1000;

    /// <summary>The type in configuration, derived from the name of the class.</summary>
    internal string TypeName => GetType().Name.Replace("NotificationTarget", "", StringComparison.Ordinal);

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; set; } = "Notifications";

    /// <summary>Whether it was created here, and so is disposed of when it is no longer used.</summary>
    internal bool IsOwned { get; set; }

    /// <summary>The upper bound of the first wait after a failure; it doubles with each one.</summary>
    internal TimeSpan FirstBackOff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many notifications one message may hold. Default 1.</summary>
    protected internal virtual int BatchSize => 1;

    /// <summary>The interval at which a firing alert is sent again, with its current status; null (the default): it is sent once.</summary>
    /// <remarks>With an interval, <see cref="MaximumPerHour"/> is not used, rejected messages are repeated too, and a resolved alert is
    /// repeated for 5 minutes.</remarks>
    protected internal virtual TimeSpan? RepeatInterval => null;

    /// <summary>Whether a change of the severity ends the alert for the receiver and begins a new one. Default false.</summary>
    protected internal virtual bool IsAlertPerSeverity => false;

    /// <summary>Identifies the receiver; only compared, never shown. When a reload changes it, all firing alerts are sent to the new
    /// receiver. Default: empty.</summary>
    protected internal virtual string Receiver => "";

    /// <summary>
    /// Sends one message. The host makes one call at a time, with a time-out, and repeats it after failures and exceptions. If the answer
    /// was lost, a message may be sent twice, with the same <see cref="SloNotification.Id"/>.
    /// </summary>
    /// <param name="batch">The notifications: one, or up to <see cref="BatchSize"/>.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/>, when a reload changes the target, and when the host
    /// stops.</param>
    public abstract Task<SloNotificationResult> SendAsync(SloNotificationBatch batch, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({TypeName})";

    /// <summary>Adds the settings with which the target can be configured. Overrides call the base method and add their own.</summary>
    /// <param name="settings">The list of settings.</param>
    protected internal virtual void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Word(nameof(MinimumSeverity), MinimumSeverity, value => MinimumSeverity = value);
        settings.Texts(nameof(Match), Match);
        settings.Flag(nameof(ResolveOnStop), ResolveOnStop, value => ResolveOnStop = value);
        settings.Duration(nameof(Timeout), Timeout, value => Timeout = value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        settings.Duration(nameof(GiveUpAfter), GiveUpAfter, value => GiveUpAfter = value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        settings.Number(nameof(MaximumPerHour), MaximumPerHour, value => MaximumPerHour = value, 2, 3600);
        settings.Number(nameof(Capacity), Capacity, value => Capacity = value, 1, 100_000);
    }

    /// <summary>Returns the errors of the settings besides their ranges, each as <c>Key: problem; remedy</c>, without secrets. Default:
    /// none.</summary>
    protected internal virtual IEnumerable<string> GetFaults() => [];

    internal SloSettings Settings()
    {
        SloSettings settings = new();
        DescribeSettings(settings);
        return settings;
    }
}
