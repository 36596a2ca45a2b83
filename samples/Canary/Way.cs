namespace Canary;

/// <summary>Who evaluates the objective of the canary.</summary>
internal enum Way
{
    /// <summary>The process of the canary, from its own events.</summary>
    Process,

    /// <summary>Prometheus, which scrapes both processes; Alertmanager calls the stable one.</summary>
    Alertmanager,
}
