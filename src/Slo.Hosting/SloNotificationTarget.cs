namespace Slo;

/// <summary>
/// Where notifications go, and how. Derive from it for a channel of your own, and say in <see cref="SendAsync"/> how a message is sent;
/// for one that takes HTTP requests derive from <see cref="SloHttpNotificationTarget"/>. Whatever the channel, its outbox holds the newest
/// state of each alert, tries again, is bounded, and delays neither the evaluation nor other targets (docs/notifications.md).
/// </summary>
/// <remarks>Its properties are read once, at start together with the objectives, and at each reload: what they return later is ignored, and
/// one that throws is an error of the configuration. On reload a new instance takes the place of the old one.</remarks>
public abstract class SloNotificationTarget
{
    /// <summary>The name in logs and metrics; 1 to 63 letters, digits, '-', '_' and '.'; unique whatever the case. Set where the target
    /// is added.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Alerts below this severity are not for this target. Default <see cref="AlertSeverity.Ticket"/>: all.</summary>
    public AlertSeverity MinimumSeverity { get; set; }

    /// <summary>Labels that an objective must have, with these values; <c>slo</c> and <c>service</c> are its names. Default: none, every
    /// objective.</summary>
    public IDictionary<string, string> Match { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the stop of the host resolves what fires. Default true. Set it to false where several replicas share an alert of
    /// the receiver, as in PagerDuty: the stop of one would resolve the alert of all.</summary>
    public bool ResolveOnStop { get; set; } = true;

    /// <summary>How long one message may take. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a notification is retried before it is abandoned. Default 1 day; from 1 s to 7 days.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many messages an hour one alert may cause; beyond it only the newest state is kept, and sent when the hour allows.
    /// Default 12; from 2 to 3600. Not for Alertmanager, which groups by itself.</summary>
    public int MaximumPerHour { get; set; } = 12;

    /// <summary>How many alerts are held for the target at most; beyond it the oldest firing is dropped. Default 1000; from 1 to
    /// 100,000.</summary>
    public int Capacity { get; set; } = 1000;

    /// <summary>The type in configuration, as far as it can be told from the class.</summary>
    internal string TypeName => GetType().Name.Replace("NotificationTarget", "", StringComparison.Ordinal);

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; set; } = "Notifications";

    /// <summary>Whether it was created here, and so is disposed of when it is no longer used.</summary>
    internal bool IsOwned { get; set; }

    /// <summary>The upper bound of the first wait after a failure; it doubles with each one.</summary>
    internal TimeSpan FirstBackOff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many notifications one message may hold. Default 1.</summary>
    protected internal virtual int BatchSize => 1;

    /// <summary>How often what fires is sent again, with its status of then; null (the default): once.</summary>
    /// <remarks>With an interval <see cref="MaximumPerHour"/> does not count, what is refused is repeated too, and a resolve is repeated
    /// for 5 minutes.</remarks>
    protected internal virtual TimeSpan? RepeatInterval => null;

    /// <summary>Whether an alert of another severity is another alert to the receiver: the old one then ends and a new one begins.
    /// Default false.</summary>
    protected internal virtual bool IsAlertPerSeverity => false;

    /// <summary>Tells one receiver from another, to be compared only. When a reload changes it, the new receiver hears of everything that
    /// fires. Default: empty.</summary>
    protected internal virtual string Receiver => "";

    /// <summary>
    /// Sends one message. Called by one caller at a time, with a time-out, and again after failures; what it throws counts as one that
    /// may pass. It may be called again for a message that was sent already, if the answer was lost: <see cref="SloNotification.Id"/> is
    /// then the same.
    /// </summary>
    /// <param name="batch">What to say; one notification unless <see cref="BatchSize"/> says otherwise.</param>
    /// <param name="cancellationToken">Cancelled when the time is up, when a reload changes the target and when the host stops.</param>
    public abstract Task<SloNotificationResult> SendAsync(SloNotificationBatch batch, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({TypeName})";

    /// <summary>Lists the settings by which the target can be configured. Overrides call the base and add their own.</summary>
    /// <param name="settings">Where to list them.</param>
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

    /// <summary>What is wrong with the settings besides their bounds, each as <c>Key: what, and what to write instead</c>, without
    /// secrets. Default: nothing.</summary>
    protected internal virtual IEnumerable<string> GetFaults() => [];

    internal SloSettings Settings()
    {
        SloSettings settings = new();
        DescribeSettings(settings);
        return settings;
    }
}
