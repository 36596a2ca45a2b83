namespace Slo.Yarp;

/// <summary>Names a destination; YARP compares names without case.</summary>
internal readonly record struct DestinationKey(string Cluster, string Destination)
{
    public bool Equals(DestinationKey other) =>
        Cluster.Equals(other.Cluster, StringComparison.OrdinalIgnoreCase)
        && Destination.Equals(other.Destination, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(
        Cluster.GetHashCode(StringComparison.OrdinalIgnoreCase), Destination.GetHashCode(StringComparison.OrdinalIgnoreCase));
}
