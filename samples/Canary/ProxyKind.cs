namespace Canary;

/// <summary>The proxy in front of the two versions.</summary>
internal enum ProxyKind
{
    /// <summary>A program that must be installed. The reaction runs in one of the two versions.</summary>
    HaProxy,

    /// <summary>A process of the sample. The reaction runs in it.</summary>
    Yarp,
}
