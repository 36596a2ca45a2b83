namespace Slo;

/// <summary>
/// Takes this instance out of traffic, by the readiness check of <c>AddHealthChecks().AddSloDrain()</c>: by explicit choice, here, or
/// because it is worse than the rest of its fleet. Thread-safe. Registered by <c>AddSlo</c> for the whole host.
/// </summary>
public sealed class SloDrain
{
    private volatile string? _reason;

    /// <summary>Why the instance was asked to drain; null: it was not.</summary>
    public string? Reason => _reason;

    /// <summary>Asks the instance to drain, until <see cref="Cancel"/>. This is not limited to a share of the fleet: who decides it knows
    /// the fleet.</summary>
    /// <param name="reason">Why, for the health report and people.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public void Request(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _reason = SloText.OneLine(reason, 200);
    }

    /// <summary>Takes the request back. An instance that is worse than its fleet stays drained.</summary>
    public void Cancel() => _reason = null;
}
