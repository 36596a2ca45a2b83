namespace Slo;

/// <summary>
/// Takes this instance out of traffic, by the readiness check of <c>AddHealthChecks().AddSloDrain()</c>. The check also does this if the
/// instance is worse than the rest of its fleet. Thread-safe. Registered by <c>AddSlo</c> for the whole host.
/// </summary>
public sealed class SloDrain
{
    private volatile string? _reason;

    /// <summary>The reason given to <see cref="Request"/>; null if no request is in force.</summary>
    public string? Reason => _reason;

    /// <summary>Drains the instance, until <see cref="Cancel"/>. <see cref="SloDrainOptions.MaximumShareRatio"/> does not apply: the
    /// caller is responsible for the rest of the fleet.</summary>
    /// <param name="reason">Why, for the health report; at most 200 characters, the rest is cut.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public void Request(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _reason = SloText.OneLine(reason, 200);
    }

    /// <summary>Cancels the request. An instance that is worse than its fleet stays drained.</summary>
    public void Cancel() => _reason = null;
}
