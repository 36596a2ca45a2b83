using System.Numerics;
using FsCheck;
using FsCheck.Xunit;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class ReadingBetweenTests
{
    [Fact]
    public void Between_OfTwoReadings_CutsExactlyToWholeEvents()
    {
        Reading later = new(100, new SloEventCounts(100, 1000));

        Assert.All(Enumerable.Range(0, 101), i => Assert.Equal(new SloEventCounts(i, 10 * i), Reading.Between(default, later, i)));
    }

    [Fact]
    public void Between_OfTheGreatestCounts_IsExact()
    {
        const long most = (1L << 62) - 1;
        Reading later = new(TimeSpan.TicksPerDay, new SloEventCounts(most, most));

        Assert.Equal(most / 2, Reading.Between(default, later, TimeSpan.TicksPerDay / 2).Good);
        Assert.Equal(most, Reading.Between(default, later, TimeSpan.TicksPerDay).Good);
        Assert.Equal(0, Reading.Between(default, later, -1).Good);
    }

    [Fact]
    public void Between_WithALiveSumThatATickOvertook_KeepsTheSlot()
    {
        Reading slot = new(10, new SloEventCounts(98, 5));

        Assert.Equal(new SloEventCounts(98, 5), Reading.Between(slot, new Reading(12, new SloEventCounts(50, 5)), 11));
    }

    // The exact quotient is 1 / length below an integer: the nearest that floating point may round up. Bits choose the magnitude, up to
    // and beyond what floating point holds.
    [Property(MaxTest = 2000)]
    public bool Between_JustBelowAWholeEvent_IsCutAsIntegersAre(DoNotSize<ulong> one, DoNotSize<ulong> other, byte bits, byte more)
    {
        var length = (BigInteger)((one.Item >> (4 + (bits % 56))) | 3);
        var events = (BigInteger)((other.Item >> (4 + (more % 60))) | 1);
        if (BigInteger.GreatestCommonDivisor(events, length) != 1)
        {
            return true;
        }

        // events x elapsed = -1 modulo length.
        BigInteger elapsed = length - Inverse(events, length);
        SloEventCounts counts = Reading.Between(default, new SloEventCounts((long)events, 0), (long)elapsed, (long)length);
        return counts.Good == events * elapsed / length && (events * elapsed % length) == length - 1;
    }

    // By Euclid's algorithm.
    private static BigInteger Inverse(BigInteger number, BigInteger modulus)
    {
        (BigInteger old, BigInteger rest) = (number % modulus, modulus);
        (BigInteger factor, BigInteger next) = (1, 0);
        while (rest != 0)
        {
            BigInteger quotient = old / rest;
            (old, rest) = (rest, old - (quotient * rest));
            (factor, next) = (next, factor - (quotient * next));
        }

        return ((factor % modulus) + modulus) % modulus;
    }
}
