namespace Canary;

/// <summary>How the objective of the canary is evaluated.</summary>
internal enum Way
{
    /// <summary>By the process of the canary, from its own events.</summary>
    Process,

    /// <summary>By Prometheus, which scrapes both processes; Alertmanager calls the stable one.</summary>
    Alertmanager,
}
