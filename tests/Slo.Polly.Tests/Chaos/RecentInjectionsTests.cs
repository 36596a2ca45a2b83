using Slo.Polly.Chaos;
using Xunit;

namespace Slo.Polly.Tests.Chaos;

public sealed class RecentInjectionsTests
{
    // Against a list of all of them: never fewer than in the last stretch, and never more than in one and a fifth of it.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CountAt_OfAnyTimes_CoversTheStretch(int seed)
    {
        Random random = new(seed);
        TimeSpan length = TimeSpan.FromSeconds(10);
        RecentInjections recent = new(length);
        List<TimeSpan> all = [];
        TimeSpan now = TimeSpan.Zero;
        for (var i = 0; i < 5_000; i++)
        {
            now += TimeSpan.FromSeconds(random.NextDouble() * (i % 100 == 0 ? 15 : 0.1));
            recent.Add(now);
            all.Add(now);
            Assert.InRange(
                recent.CountAt(now), all.Count(one => now - one < length), all.Count(one => now - one < length * 1.2));
        }

        Assert.Equal(0, recent.CountAt(now + (length * 1.2)));
    }
}
