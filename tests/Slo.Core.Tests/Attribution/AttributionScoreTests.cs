using Slo.AttributionJudge.Judging;
using Xunit;

namespace Slo.Tests.Attribution;

public sealed class AttributionScoreTests
{
    // A small part of what benchmarks/Slo.Attribution runs, with seeds of its own; docs/insight.md has the figures of the whole.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Contributors_OfSeededFaults_AreTheTrueCauses(int processes)
    {
        var score = Score.Of(seed: 500, count: 25, processes);

        Assert.True(score.AmongFirstThree >= 0.9 * score.Causes, string.Join('\n', score.Wrong));
        Assert.True(score.First >= 0.85 * score.Scenarios, string.Join('\n', score.Wrong));
        Assert.True(score.NullsNamed <= 1, string.Join('\n', score.Wrong));
    }
}
