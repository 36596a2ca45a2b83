namespace Slo.Hosting.Gates;

/// <summary>Identifies a gate. It is looked up for each request, so equality first compares the options by reference.</summary>
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
