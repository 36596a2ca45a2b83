namespace Canary;

/// <summary>How the proxy divides the requests: 90 of 100 go to the stable version, 10 to the canary.</summary>
internal static class TrafficSplit
{
    /// <summary>The backend of HAProxy, or the cluster of YARP.</summary>
    internal const string Service = "shop";

    internal const string Stable = "stable";
    internal const string Canary = "canary";
    internal const int StableWeight = 90;
    internal const int CanaryWeight = 10;
}
