namespace Slo.Hosting.Gates;

/// <summary>Identifies a gate. Looked up for each request: the options are nearly always the same object.</summary>
internal readonly struct GateKey(string objective, SloGateOptions options) : IEquatable<GateKey>
{
    internal string Objective => objective;

    internal SloGateOptions Options => options;

    public bool Equals(GateKey other) =>
        (ReferenceEquals(options, other.Options) || options.Equals(other.Options))
        && string.Equals(objective, other.Objective, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is GateKey other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(objective);
}
