namespace Canary;

/// <summary>A proxy in front of the two versions, which divides the requests by weight.</summary>
internal interface IProxy : IAsyncDisposable
{
    /// <summary>The address for the requests of users, after the start.</summary>
    Uri Address { get; }

    /// <summary>Where an app changes weights; null: only the proxy's own process can, so the reaction runs there.</summary>
    Uri? Control { get; }

    /// <summary>A command that shows the weight of the canary.</summary>
    string WeightCommand { get; }

    /// <summary>Starts it in front of the two versions.</summary>
    Task StartAsync(Uri stable, Uri canary, CancellationToken cancellation);

    /// <summary>The weight of the canary now, as the proxy reports it.</summary>
    Task<int> CanaryWeightAsync(CancellationToken cancellation);
}
