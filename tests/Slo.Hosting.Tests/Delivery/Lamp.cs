using Slo.Hosting.Delivery;

namespace Slo.Hosting.Tests.Delivery;

/// <summary>A state that is neither an alert nor a notification.</summary>
internal sealed record Lamp(string Key, bool IsEnd, int Urgency = 0) : IDeliverable;
