using Slo.Testing;
using Xunit;

namespace Slo.Tests.Evaluation;

/// <summary>An evaluation in which nothing happens costs no memory for each objective.</summary>
public sealed class EvaluationAllocationTests
{
    [Fact]
    public void Evaluate_WithoutNews_AllocatesTheSameForAnyNumberOfObjectives()
    {
        var one = BytesOf(objectives: 1);
        Assert.Equal(one, BytesOf(objectives: 100));
        Assert.InRange(one, 0, 512);
    }

    private static long BytesOf(int objectives)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        for (var i = 0; i < objectives; i++)
        {
            registry.Add(Objectives.Named($"objective-{i}").Build());
        }

        for (var i = 0; i < 100; i++)
        {
            Evaluate();
        }

        return Allocations.Of(Evaluate);

        // No slice ends within a millisecond.
        void Evaluate()
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            registry.Evaluate();
        }
    }
}
