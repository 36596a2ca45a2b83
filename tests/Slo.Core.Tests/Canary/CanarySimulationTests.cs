using System.Globalization;
using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Canary;

/// <summary>
/// Ten thousand canaries each, looked at after every batch. docs/canary.md shows all of them: SLO_CANARY=all runs and prints them.
/// </summary>
public sealed class CanarySimulationTests
{
    private const int Canaries = 10_000;

    public static TheoryData<double, double> Conditions
    {
        get
        {
            TheoryData<double, double> some = new() { { 0.001, 0.05 }, { 0.01, 0.2 }, { 0.05, 0.5 } };
            TheoryData<double, double> all = [];
            foreach (var badRatio in (double[])[0.0001, 0.001, 0.01, 0.05])
            {
                foreach (var share in (double[])[0.01, 0.05, 0.2, 0.5, 0.8])
                {
                    all.Add(badRatio, share);
                }
            }

            return Environment.GetEnvironmentVariable("SLO_CANARY") == "all" ? all : some;
        }
    }

    // Looked at for as long again after the planned sample: a promoted canary may not become a false rollback either.
    [Theory]
    [MemberData(nameof(Conditions))]
    public void Canary_AsBadAsTheBaseline_IsRolledBackAtMostAtTheLevel(double badRatio, double share)
    {
        CanaryResult result = new CanaryTrial(badRatio, Factor: 1, share) { Beyond = CanaryTrial.BatchesOfASample }.Run(Canaries, seed: 20260101);

        Print(badRatio, share, result);
        Assert.InRange(result.Rollbacks, 1, (int)(Canaries * new SloCanaryOptions().LevelRatio));
        Assert.Equal(Canaries, result.Rollbacks + result.Promotions);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Canary_TwiceAsBad_IsRolledBackWithinThePlannedSampleWithTheDeclaredPower(double badRatio, double share)
    {
        CanaryResult result = new CanaryTrial(badRatio, Factor: 2, share).Run(Canaries, seed: 20260102);

        Print(badRatio, share, result);
        Assert.InRange(result.Detected, (int)(Canaries * new SloCanaryOptions().PowerRatio), Canaries);
    }

    // The share grows, and errors that meet both come with it. By the sums the canary looks worse.
    [Fact]
    public void Canary_WhoseShareGrowsWithTheErrorsOfBoth_IsNotBlamed()
    {
        CanaryResult result = new CanaryTrial(0.002, Factor: 1, Share: 0.4) { IsRamped = true, Beyond = CanaryTrial.BatchesOfASample }.Run(Canaries, seed: 20260103);

        Print(0.002, 0.4, result);
        TestContext.Current.TestOutputHelper?.WriteLine($"worse by the sums: {result.Blamed}");
        Assert.InRange(result.Blamed, Canaries / 2, Canaries);
        Assert.InRange(result.Rollbacks, 1, (int)(Canaries * new SloCanaryOptions().LevelRatio));
    }

    // It was good for a whole sample. Then nothing works any more.
    [Fact]
    public void Canary_ThatFailsAfterItWasPromoted_IsRolledBackAtOnce()
    {
        Dice dice = new(20260104);
        SloCanary canary = new(0.001);
        for (var batch = 0; batch < 3_600; batch++)
        {
            canary.Add(dice.Events(1_000, 0.001), dice.Events(100, 0.001), TimeSpan.FromSeconds(batch));
        }

        Assert.Equal(SloCanaryVerdict.Promote, canary.Verdict);

        canary.Add(dice.Events(1_000, 0.001), new(0, 20), TimeSpan.FromSeconds(3_600));

        Assert.Equal(SloCanaryVerdict.Rollback, canary.Verdict);
    }

    // The sample of a test that looks only once is the least that any test needs; the looks before, the exact tail and the reserve cost up to a quarter more.
    [Theory]
    [InlineData(0.001, 0.05)]
    [InlineData(0.001, 0.5)]
    [InlineData(0.01, 0.2)]
    public void Sample_ComparedWithThatOfASingleLook_IsLittleLarger(double badRatio, double share)
    {
        var worse = 2 * share / (1 + share);
        var (level, power) = (SloStatistics.NormalQuantile(0.99), SloStatistics.NormalQuantile(0.9));
        var spread = (level * Math.Sqrt(share * (1 - share))) + (power * Math.Sqrt(worse * (1 - worse)));
        var single = spread * spread / ((worse - share) * (worse - share)) / (badRatio * (1 + share));

        Assert.InRange(new SloCanaryOptions().GetRequiredEvents(badRatio, share) / single, 1, 1.25);
    }

    private static void Print(double badRatio, double share, CanaryResult result) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {badRatio * 100:0.##} % | {share * 100:0.#} % | {result.Sample:N0} | {CanaryPlan.Default.BadEvents(share):0} | {result.Rollbacks / (double)Canaries:0.00%} | {result.Detected / (double)Canaries:0.0%} | {result.MedianOfSample:0%} |"));
}
