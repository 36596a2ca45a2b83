using Slo.Dependencies;

namespace Slo;

/// <summary>Work whose calls are observed. The default value observes nothing.</summary>
public readonly struct SloCallScope : IEquatable<SloCallScope>
{
    private readonly object? _work;
    private readonly long _ticket;

    internal SloCallScope(object work, long ticket) => (_work, _ticket) = (work, ticket);

    /// <summary>Whether calls are observed.</summary>
    public bool IsObserved => _work is not null;

    /// <summary>Ends the work. Later calls do nothing, also if other work has begun since.</summary>
    /// <returns>Its calls; null: it made none, or calls are not observed.</returns>
    public SloCalls? End() => _work is null ? null : RunningWork.End(_work, _ticket);

    /// <summary>Gives the calls back after they were recorded, to be used for other work: then linking calls allocates nothing. Requests do
    /// it by themselves; without it the calls are left to the garbage collector.</summary>
    /// <remarks>Any thread. Nothing may use the calls afterwards. Does nothing a second time, and with the calls of other work.</remarks>
    /// <param name="calls">What <see cref="End"/> returned.</param>
    public void Release(SloCalls? calls) => calls?.Release(_ticket);

    /// <inheritdoc/>
    public bool Equals(SloCallScope other) => ReferenceEquals(_work, other._work) && _ticket == other._ticket;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SloCallScope other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_work, _ticket);

    /// <summary>Whether both are the same work.</summary>
    public static bool operator ==(SloCallScope left, SloCallScope right) => left.Equals(right);

    /// <summary>Whether they are different work.</summary>
    public static bool operator !=(SloCallScope left, SloCallScope right) => !left.Equals(right);
}
