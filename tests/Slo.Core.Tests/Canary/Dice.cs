namespace Slo.Tests.Canary;

/// <summary>Random numbers that are the same in every run and on every runtime (xorshift64*).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed | 1;

    /// <summary>Above 0, at most 1.</summary>
    internal double Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return ((_state * 0x2545F4914F6CDD1DUL >> 11) + 1) / (double)(1UL << 53);
    }

    /// <summary>How many of so many events are bad: the gaps between bad ones are geometric.</summary>
    internal SloEventCounts Events(long count, double badRatio)
    {
        var scale = 1 / Math.Log(1 - badRatio);
        long bad = 0;
        for (var at = (long)(Math.Log(Next()) * scale) + 1; at <= count; at += (long)(Math.Log(Next()) * scale) + 1)
        {
            bad++;
        }

        return new(count - bad, bad);
    }
}
