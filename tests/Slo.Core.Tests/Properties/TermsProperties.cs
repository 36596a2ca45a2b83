using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>
/// Random scripts of recording, restarting, changing the target, scheduling, overriding, excluding and taking back, against an oracle that
/// keeps every second: an event counts unless its second is excluded, and allows what the target in force then allows.
/// </summary>
[SeededProperties]
public sealed class TermsProperties
{
    [Property(MaxTest = 24)]
    public void Events_AreJudgedByWhatWasInForce(int seed, bool isCalendar, bool isAssumed) => Play(seed, isSliced: false, isCalendar, isAssumed);

    [Property(MaxTest = 24)]
    public void Slices_AreJudgedByWhatWasInForce(int seed, bool isCalendar, bool isAssumed) => Play(seed, isSliced: true, isCalendar, isAssumed);

    private static void Play(int seed, bool isSliced, bool isCalendar, bool isAssumed)
    {
        Random random = new(seed);
        using TermsWorld world = new(isSliced, isCalendar, isAssumed ? UnobservedTime.AssumeGood : UnobservedTime.Exclude);
        for (var second = 0; second < 2800; second++)
        {
            if (random.Next(60) == 0)
            {
                world.Change(random);
            }

            world.Second(random.Next(4) == 0 ? random.Next(20) : 0, random.Next(12) == 0 ? random.Next(5) : 0);
            if (second % 10 == 9 && random.Next(4) == 0)
            {
                world.Check();
            }
        }

        Assert.True(world.Checks > 20);
    }
}
