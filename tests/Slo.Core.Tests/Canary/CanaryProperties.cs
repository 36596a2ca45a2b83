using FsCheck.Xunit;
using Slo.Evaluation;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Canary;

/// <summary>The parts of the test against probabilities by counting, and the whole by playing every course of a small canary.</summary>
[SeededProperties]
public sealed class CanaryProperties
{
    [Property(MaxTest = 200)]
    public void BinomialTail_IsThatOfCounting(byte trials, byte successes, byte percent)
    {
        var (n, x, p) = (1 + (trials % 120), successes % 120, (1 + (percent % 98)) / 100.0);
        var counted = CanaryOracle.Binomial(n, p).Skip(x).Sum();

        Assert.Equal(x <= n * p ? 1 : counted, BinomialTail.AtLeast(x, n, p), 1e-11);
    }

    [Property(MaxTest = 300)]
    public void LikelihoodRatio_IsThatOfCounting(byte a, byte b, byte c, byte d, byte tenths)
    {
        SloEventCounts baseline = new(a % 50, b % 20);
        SloEventCounts canary = new(c % 50, d % 20);
        var factor = 1.1 + (tenths / 10.0);
        if (baseline.Total == 0 || canary.Total == 0)
        {
            return;
        }

        var chances = CanaryOracle.Hypergeometric((int)baseline.Total, (int)canary.Total, (int)(baseline.Bad + canary.Bad));
        var mean = chances.Select((chance, x) => chance * Math.Pow(factor, x)).Sum();
        Assert.Equal((canary.Bad * Math.Log(factor)) - Math.Log(mean), CanaryLikelihood.LogOfWorse(baseline, canary, factor), 1e-8);
    }

    // Of many bad events the bound of the binomial distribution is taken. It is never less than the mean.
    [Property(MaxTest = 30)]
    public void LikelihoodRatio_OfManyBadEvents_HasAMeanOfAtMostOne(byte a, byte b, byte extra)
    {
        var (baseline, canary) = (70 + (a % 80), 10 + (b % 80));
        var bad = 65 + (extra % Math.Min(80, baseline + canary - 65));
        var mean = CanaryOracle.Hypergeometric(baseline, canary, bad)
            .Select((chance, x) => x > canary || bad - x > baseline ? 0
                : chance * Math.Exp(CanaryLikelihood.LogOfWorse(new(baseline - bad + x, bad - x), new(canary - x, x), 2))).Sum();

        Assert.InRange(mean, 0, 1 + 1e-9);
    }

    [Property(MaxTest = 200)]
    public void LikelihoodRatio_OfAShareUpToTheLimit_HasAMeanOfAtMostOne(byte count, byte share, byte limit, byte above)
    {
        var n = 1 + (count % 60);
        var most = (1 + (limit % 90)) / 100.0;
        var own = most * (share % 101) / 100;
        var alternative = most + ((1 - most) * (1 + (above % 98)) / 100);
        var mean = CanaryOracle.Binomial(n, own)
            .Select((chance, x) => chance * Math.Exp(CanaryLikelihood.LogOfShare(new(n - x, x), alternative, most))).Sum();

        Assert.InRange(mean, 0, 1 + 1e-9);
    }

    // An average over the batch from which on the alternative holds: the products from there, and those that have not begun.
    [Property(MaxTest = 200)]
    public void Evidence_IsTheAverageOverStartsAndAlternatives(sbyte[] first, sbyte[] second)
    {
        StartingEvidence evidence = new(2);
        var batches = Math.Min(first.Length, second.Length);
        for (var i = 0; i < batches; i++)
        {
            evidence.Add([first[i] / 40.0, second[i] / 40.0]);
        }

        double expected = 0;
        for (var start = 0; start < batches; start++)
        {
            expected += (Math.Exp(first[start..batches].Sum(one => one / 40.0)) + Math.Exp(second[start..batches].Sum(one => one / 40.0)))
                / 2 / ((start + 1.0) * (start + 2));
        }

        Assert.Equal(1, (expected + (1.0 / (batches + 1))) / evidence.Value, 1e-9);
    }

    // The sum of the canary's bad events over batches with different shares, counted: the report's chance is never below it.
    [Property(MaxTest = 200)]
    public void Chance_OverBatches_IsAtLeastThatOfCounting(byte[] script)
    {
        SloCanary canary = new(0.2, new SloCanaryOptions { BurnRateLimit = 5, MinimumEvents = 1_000_000 });
        double[] sum = [1];
        long observed = 0;
        for (var i = 0; i + 3 < script.Length && i < 24; i += 4)
        {
            SloEventCounts baseline = new(10 + (script[i] % 30), script[i + 1] % 6);
            SloEventCounts own = new(10 + (script[i + 2] % 30), script[i + 3] % 9);
            canary.Add(baseline, own, TimeSpan.Zero);
            sum = CanaryOracle.Sum(sum, CanaryOracle.Hypergeometric((int)baseline.Total, (int)own.Total, (int)(baseline.Bad + own.Bad)));
            observed += own.Bad;
        }

        var counted = sum.Skip((int)observed).Sum();
        Assert.InRange(canary.GetReport().ChanceRatio ?? 1, counted - 1e-9, 1);
    }

    // Every course of a few batches, each with its probability: the exact probability of a false rollback at any look.
    [Property(MaxTest = 12)]
    public void FalseRollback_OfASmallCanary_HasAtMostTheProbabilityOfTheLevel(byte percent, byte level, byte more)
    {
        var badRatio = (3 + (percent % 60)) / 100.0;
        SloCanaryOptions options = new()
        {
            LevelRatio = 0.02 + (level % 19 / 100.0),
            PowerRatio = 0.5,
            DetectableFactor = 4,
            MinimumEvents = 1,
            BurnRateLimit = 100,
        };

        Assert.InRange(RollbackChance(new CanaryPlan(options), 0.1, badRatio, badRatio, 10, 10 + (more % 3)), 0, options.LevelRatio);
    }

    // The same for a canary that burns at the limit, without anything to compare with.
    [Property(MaxTest = 12)]
    public void FalseRollback_AtTheLimitOfTheBurnRate_HasAtMostTheProbabilityOfTheLevel(byte level, byte percent)
    {
        var badRatio = (2 + (percent % 50)) / 100.0;
        SloCanaryOptions options = new() { LevelRatio = 0.02 + (level % 19 / 100.0), MinimumEvents = 1, BurnRateLimit = 2 };

        Assert.InRange(RollbackChance(new CanaryPlan(options), badRatio / 2, 0, badRatio, 0, 30), 0, options.LevelRatio);
    }

    // A test that never rolls back would pass the tests above.
    [Fact]
    public void TrueRollback_OfASmallCanary_IsLikely()
    {
        CanaryPlan plan = new(new SloCanaryOptions
        {
            LevelRatio = 0.1,
            PowerRatio = 0.5,
            DetectableFactor = 4,
            MinimumEvents = 1,
            BurnRateLimit = 100,
        });

        Assert.InRange(RollbackChance(plan, 0.1, 0.1, 0.8, 10, 11), 0.95, 1);
    }

    // What the power formula says, against the binomial distribution itself.
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void PlannedBadEvents_OfADouble_HaveTheDeclaredPower(double share)
    {
        CanaryPlan plan = CanaryPlan.Default;
        var bad = (int)Math.Ceiling(plan.BadEvents(share));
        var worse = 2 * share / (1 + share);
        var powers = Enumerable.Range(bad, (int)Math.Ceiling(1 / worse)).Select(count =>
        {
            var needed = Enumerable.Range(0, count + 1).First(x => BinomialTail.AtLeast(x, count, share) <= plan.FinalLevel);
            return BinomialTail.AtLeast(needed, count, worse) is var tail && needed > count * worse ? tail : 1 - Below(needed, count, worse);
        });

        // Averaged over the teeth of its saw.
        Assert.InRange(powers.Average(), 0.9, 0.935);
    }

    private static double Below(int successes, int trials, double probability) =>
        BinomialTail.AtLeast(trials - successes + 1, trials, 1 - probability);

    private static double RollbackChance(
        CanaryPlan plan, double allowed, double baselineRatio, double canaryRatio, int baseline, int canary)
    {
        var ofBaseline = CanaryOracle.Binomial(baseline, baselineRatio);
        var ofCanary = CanaryOracle.Binomial(canary, canaryRatio);
        List<(SloEventCounts Baseline, SloEventCounts Canary)> course = [];
        return Chance(depth: baseline == 0 ? 3 : 2);

        double Chance(int depth)
        {
            if (depth == 0)
            {
                SloCanary comparison = new(allowed, plan);
                course.ForEach(batch => comparison.Add(batch.Baseline, batch.Canary, TimeSpan.Zero));
                return comparison.Verdict == SloCanaryVerdict.Rollback ? 1 : 0;
            }

            double sum = 0;
            for (var b = 0; b <= baseline; b++)
            {
                for (var c = 0; c <= canary; c++)
                {
                    course.Add((new(baseline - b, b), new(canary - c, c)));
                    sum += ofBaseline[b] * ofCanary[c] * Chance(depth - 1);
                    course.RemoveAt(course.Count - 1);
                }
            }

            return sum;
        }
    }
}
