namespace Slo;

/// <summary>Who may call the webhook that receives alerts from Alertmanager, and how much it takes.</summary>
/// <remarks>
/// Where several credentials are set, any one of them opens the endpoint. Take them from configuration or a secret store; they appear in no
/// log,
/// answer or exception. They are read once, when the endpoint is mapped.
/// </remarks>
public sealed class AlertmanagerWebhookOptions
{
    /// <summary>
    /// What <c>Authorization: Bearer …</c> must carry (Alertmanager: <c>http_config.authorization.credentials</c>); at least 16 characters.
    /// </summary>
    public string? BearerToken { get; set; }

    /// <summary>
    /// The user of <c>Authorization: Basic …</c> (Alertmanager: <c>http_config.basic_auth</c>); with <see cref="BasicPassword"/>.
    /// </summary>
    public string? BasicUser { get; set; }

    /// <summary>The password of <see cref="BasicUser"/>; at least 16 characters.</summary>
    public string? BasicPassword { get; set; }

    /// <summary>
    /// The secret of <c>Slo-Signature: t=seconds,v1=hex</c>, HMAC-SHA256 of <c>seconds.body</c>, at most five minutes old: what webhook
    /// targets of
    /// this library send, and a proxy can. At least 16 characters.
    /// </summary>
    public string? SigningSecret { get; set; }

    /// <summary>The longest body taken, in bytes. Default 1 MiB; from 1 KiB to 16 MiB. A longer one is answered 413.</summary>
    public int MaximumBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The most alerts taken in one message. Default 500; from 1 to 10,000. Beyond it the answer is 400: set <c>max_alerts</c> of the
    /// receiver to it.
    /// </summary>
    public int MaximumAlerts { get; set; } = 500;

    /// <summary>How long a body may take to arrive. Default 10 s; from 100 ms to 5 min. A slower one is answered 408.</summary>
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
