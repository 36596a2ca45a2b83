namespace Slo.Tests.Anomalies;

/// <summary>What is injected into a stream.</summary>
internal enum MadeFault
{
    None,

    /// <summary>Ten times as many bad events, at least 5 %, for an hour.</summary>
    Errors,

    /// <summary>All events are bad for half an hour.</summary>
    Outage,

    /// <summary>No events for half an hour.</summary>
    TrafficLoss,

    /// <summary>Four times as many events for an hour.</summary>
    TrafficBurst,
}
