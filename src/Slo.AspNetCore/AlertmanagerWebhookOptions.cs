namespace Slo;

/// <summary>The credentials and limits of the webhook that receives alerts from Alertmanager.</summary>
/// <remarks>
/// If several credentials are set, any one of them is accepted. Read them from configuration or a secret store; they appear in no log,
/// response or exception. They are read once, when the endpoint is mapped.
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
    /// targets of this library send, and a proxy can. At least 16 characters.
    /// </summary>
    public string? SigningSecret { get; set; }

    /// <summary>The maximum length of a body in bytes. Default 1 MiB; from 1 KiB to 16 MiB. A longer body is rejected with 413.</summary>
    public int MaximumBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The maximum number of alerts in one message. Default 500; from 1 to 10,000. More alerts are rejected with 400: set <c>max_alerts</c>
    /// of the receiver to it.
    /// </summary>
    public int MaximumAlerts { get; set; } = 500;

    /// <summary>The time-out for receiving a body. Default 10 s; from 100 ms to 5 min. A slower body is rejected with 408.</summary>
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The labels that, beside the objective, tell incidents apart: all alerts that have the same values are one incident. Null, the
    /// default: the service, and labels of deployments such as <c>cluster</c> and <c>namespace</c>; of rules of Sloth also
    /// <c>sloth_id</c>; of alerts that name the objective in a label <c>slo</c> all labels but <c>alertname</c>, <c>severity</c> and those
    /// of rules. An alert without a label for an objective (<c>slo</c>, <c>slo_name</c>, <c>sloth_slo</c>) is an incident of its own.
    /// </summary>
    public IReadOnlyList<string>? IncidentLabels { get; set; }
}
