namespace Slo.Hosting.Tests.Notifications;

/// <summary>What becomes of up to two messages that are sent together.</summary>
public enum DeliveryKind
{
    Works,

    FailsUnheard,

    FailsFirstHeard,

    FailsHeard,
}
