namespace Slo.Polly.Chaos;

/// <summary>
/// A pseudo-random number in [0, 1) for each call of a run. It depends only on the seed and on the index of the call, so a replay selects
/// the same calls.
/// </summary>
internal static class ChaosDraw
{
    // SplitMix64.
    internal static double Of(int seed, long call)
    {
        var mixed = (((ulong)(uint)seed << 32) ^ 0x5851F42D4C957F2DUL) + ((ulong)call * 0x9E3779B97F4A7C15UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}
