namespace Shop;

/// <summary>What is broken right now; changed at run time by POST /faults.</summary>
internal sealed class Faults
{
    /// <summary>As a proxy before several versions would set it.</summary>
    internal const string VersionHeader = "X-Shop-Version";

    private volatile FaultSettings _settings = new();

    internal FaultSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Fails the way the settings say; null: not this time.</summary>
    internal async Task<IResult?> StrikeAsync(HttpContext http)
    {
        FaultSettings settings = _settings;
        if (Hits(settings.LatencyShare))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(settings.LatencyMilliseconds), TimeProvider.System, http.RequestAborted);
        }

        if (Hits(settings.ExceptionShare))
        {
            throw new InvalidOperationException("The warehouse is on fire.");
        }

        if (settings.BadVersion is { } version && http.Request.Headers[VersionHeader] == version && Hits(0.5))
        {
            throw new KeyNotFoundException("A setting of the new version is missing.");
        }

        return Hits(settings.ErrorShare) ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : null;
    }

    internal static bool Hits(double share) => share > 0 && Random.Shared.NextDouble() < share;
}
