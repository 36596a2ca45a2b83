using Slo.Dependencies;

namespace Slo;

/// <summary>Work whose calls are observed. The default value observes nothing.</summary>
public readonly struct SloCallScope : IEquatable<SloCallScope>
{
    private readonly object? _work;

    internal SloCallScope(object? work) => _work = work;

    /// <summary>Whether calls are observed.</summary>
    public bool IsObserved => _work is not null;

    /// <summary>Ends the work. Later calls do nothing.</summary>
    /// <returns>Its calls; null: it made none, or calls are not observed.</returns>
    public SloCalls? End() => _work is null ? null : RunningWork.End(_work);

    /// <inheritdoc/>
    public bool Equals(SloCallScope other) => ReferenceEquals(_work, other._work);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SloCallScope other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _work?.GetHashCode() ?? 0;

    /// <summary>Whether both are the same work.</summary>
    public static bool operator ==(SloCallScope left, SloCallScope right) => left.Equals(right);

    /// <summary>Whether they are different work.</summary>
    public static bool operator !=(SloCallScope left, SloCallScope right) => !left.Equals(right);
}
