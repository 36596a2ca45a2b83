namespace Slo.Attribution;

/// <summary>Random numbers for sampling (xorshift64*): small, fast, the same for each process. Not for secrets.</summary>
internal struct Dice(ulong seed)
{
    private ulong _state = seed | 1;

    /// <summary>A number in [0, <paramref name="below"/>).</summary>
    internal long Next(long below)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (long)Math.BigMul(_state * 0x2545F4914F6CDD1DUL, (ulong)below, out _);
    }
}
