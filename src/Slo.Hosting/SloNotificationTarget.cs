namespace Slo;

/// <summary>
/// A receiver of notifications and its settings. Checked at start together with the objectives; must not be changed afterwards.
/// </summary>
/// <remarks>Url, routing key, headers and signing secret are secrets: they appear in no log, message, metric or exception.</remarks>
public sealed class SloNotificationTarget
{
    internal SloNotificationTarget(string name, SloNotificationType type, string? path = null)
    {
        Name = name;
        Type = type;
        Path = path ?? $"Notifications:{name}";
    }

    /// <summary>The name in logs and metrics; 1 to 63 letters, digits, '-', '_' and '.'; unique whatever the case.</summary>
    public string Name { get; }

    /// <summary>The format of the notifications.</summary>
    public SloNotificationType Type { get; }

    /// <summary>
    /// Where to: absolute; for Alertmanager its base address, to which <c>/api/v2/alerts</c> is added. Default for PagerDuty: its public
    /// address; required for others.
    /// </summary>
    public Uri? Url { get; set; }

    /// <summary>PagerDuty's integration key: 32 characters, required there and only there.</summary>
    public string? RoutingKey { get; set; }

    /// <summary>Headers of every request, for example <c>Authorization</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// With a secret of 16 characters and more, each request carries <c>Slo-Signature: t=seconds,v1=hex</c>: HMAC-SHA256 of
    /// <c>seconds.body</c>.
    /// </summary>
    public string? SigningSecret { get; set; }

    /// <summary>Alerts below this severity are not for this target. Default <see cref="AlertSeverity.Ticket"/>: all.</summary>
    public AlertSeverity MinimumSeverity { get; set; }

    /// <summary>
    /// Labels that an objective must have, with these values; <c>slo</c> and <c>service</c> are its names. Default: none, every objective.
    /// </summary>
    public IDictionary<string, string> Match { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long one request may take. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a notification is retried before it is abandoned. Default 1 day; from 1 s to 7 days.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Alertmanager: how often firing alerts are sent again. Default 1 min; from 1 s to 1 h.</summary>
    public TimeSpan ResendInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The maximum number of messages per hour for one alert; beyond it only the newest state is kept, and sent when the limit allows.
    /// Default 12; from 2 to 3600. Not for Alertmanager, which groups by itself.
    /// </summary>
    public int MaximumPerHour { get; set; } = 12;

    /// <summary>
    /// The maximum number of waiting alerts; beyond it the oldest firing is dropped. Default 1000; from 1 to 100,000.
    /// </summary>
    public int Capacity { get; set; } = 1000;

    /// <summary>Allows <c>http</c> to other machines; to this machine it is always allowed. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>The addresses to which notifications can be sent. Default <see cref="SloNotificationAddresses.NoLinkLocal"/>.</summary>
    public SloNotificationAddresses Addresses { get; set; }

    /// <summary>Where it was declared, for faults.</summary>
    internal string Path { get; }

    /// <summary>The upper bound of the first wait after a failure; it doubles with each one.</summary>
    internal TimeSpan FirstBackOff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the requests go.</summary>
    internal Uri? Address => (Type, Url) switch
    {
        (SloNotificationType.PagerDuty, null) => new Uri("https://events.pagerduty.com/v2/enqueue"),
        (SloNotificationType.Alertmanager, { IsAbsoluteUri: true } url) when IsWeb(url) =>
            Uri.TryCreate(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/api/v2/alerts" + url.Query, UriKind.Absolute, out Uri? api)
            ? api : null,
        _ => Url,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Type})";

    // Others are refused, and nothing can be put below them: on Unix the text "/" is the address of a file.
    internal static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp;

    internal bool IsSameAs(SloNotificationTarget other) =>
        Name == other.Name && Type == other.Type && Url == other.Url && RoutingKey == other.RoutingKey
        && SigningSecret == other.SigningSecret
        && MinimumSeverity == other.MinimumSeverity && Timeout == other.Timeout && GiveUpAfter == other.GiveUpAfter
            && FirstBackOff == other.FirstBackOff
        && ResendInterval == other.ResendInterval && MaximumPerHour == other.MaximumPerHour && Capacity == other.Capacity
        && AllowHttp == other.AllowHttp && Addresses == other.Addresses
        && Headers.Order(ByKey).SequenceEqual(other.Headers.Order(ByKey)) && Match.Order(ByKey).SequenceEqual(other.Match.Order(ByKey));

    private static readonly Comparer<KeyValuePair<string, string>> ByKey = Comparer<KeyValuePair<string, string>>.Create(
        (one, other) => string.CompareOrdinal(one.Key, other.Key));
}
