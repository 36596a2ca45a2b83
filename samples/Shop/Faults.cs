namespace Shop;

/// <summary>What is broken right now; changed at run time by POST /faults.</summary>
internal sealed class Faults
{
    private volatile FaultSettings _settings = new();

    internal FaultSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Fails the way the settings say; null: not this time.</summary>
    internal async Task<IResult?> StrikeAsync(CancellationToken cancellation)
    {
        FaultSettings settings = _settings;
        if (Hits(settings.LatencyShare))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(settings.LatencyMilliseconds), TimeProvider.System, cancellation);
        }

        if (Hits(settings.ExceptionShare))
        {
            throw new InvalidOperationException("The warehouse is on fire.");
        }

        return Hits(settings.ErrorShare) ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : null;
    }

    internal static bool Hits(double share) => share > 0 && Random.Shared.NextDouble() < share;
}
