namespace Slo.Hosting.Tests.Notifications;

/// <summary>One line of a script: an alert fires, or resolves if it fired, messages are sent, and minutes pass.</summary>
public sealed record OutboxStep(int Slo, DeliveryKind Delivery, int Minutes)
{
    public override string ToString() => $"slo-{Slo} changes, sending {Delivery}, {Minutes} min";
}
