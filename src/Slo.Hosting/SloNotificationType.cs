namespace Slo;

/// <summary>The format of the notifications of a target.</summary>
public enum SloNotificationType
{
    /// <summary>Prometheus Alertmanager, API v2: sent again while firing, and for five minutes after.</summary>
    Alertmanager,

    /// <summary>Any receiver of Alertmanager's webhook, version 4.</summary>
    Webhook,

    /// <summary>PagerDuty, Events API v2.</summary>
    PagerDuty,

    /// <summary>A Slack incoming webhook.</summary>
    Slack,

    /// <summary>CloudEvents 1.0 over HTTP, structured mode.</summary>
    CloudEvents,
}
