using Xunit;

namespace Slo.Tests.Attribution;

/// <summary>An objective that never failed before: its cohorts and groups say what is normal, because their good events are counted.</summary>
public sealed class FirstFailureTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly string[] Versions = ["1.4.0", "1.4.1", "1.5.0"];
    private static readonly string[] Tenants = ["acme", "globex", "initech", "umbrella", "hooli"];

    // A version of a quarter of the traffic throws.
    [Fact]
    public void BadVersion_IsNamedWithItsReason()
    {
        using World world = new(Rules);
        Play(world, new Random(1), (random, version, _) => version == "1.5.0" && random.Next(2) == 0 ? "System.KeyNotFoundException" : null);

        SloContributor found = Assert.Single(world.Tracker.GetAlertContributors()!.Contributors);
        Assert.Equal("System.KeyNotFoundException, 1.5.0", found.Name);
        Assert.InRange(found.Lift, 2, 20);
        Assert.InRange(found.PValue, 0, 1e-6);
        Assert.Equal(1, found.ExcessRatio, 0.01);
    }

    // Without a reason that they share, the version alone.
    [Fact]
    public void BadVersion_WithManyReasons_IsNamed()
    {
        using World world = new(Rules);
        Play(world, new Random(2), (random, version, _) => version == "1.5.0" && random.Next(2) == 0 ? $"{500 + random.Next(4)}" : null);

        Assert.Equal("1.5.0", world.Tracker.GetAlertContributors()!.Contributors[0].Name);
    }

    // Nearly all traffic is of one version: that nearly all failures are says nothing.
    [Fact]
    public void VersionWithNearlyAllTraffic_OfAnEvenFault_IsNotNamed()
    {
        using World world = new(Rules);
        Play(world, new Random(3), (random, _, _) => random.Next(3) == 0 ? $"{500 + random.Next(4)}" : null, [0.9, 0.05, 0.05]);

        Assert.Empty(world.Tracker.GetAlertContributors()!.Contributors);
    }

    [Fact]
    public void BadGroup_IsNamed()
    {
        using World world = new(builder => Rules(builder).GroupBy("tenant"));
        Play(world, new Random(4), (random, _, tenant) => tenant == "hooli" && random.Next(2) == 0 ? "timeout" : null);

        Assert.Equal("timeout, hooli", Assert.Single(world.Tracker.GetAlertContributors()!.Contributors).Name);
    }

    // Only the bad events have the version: how much of the traffic it is, is not known.
    [Fact]
    public void Version_OfBadEventsOnly_IsNotNamed()
    {
        using World world = new(Rules);
        while (world.Tracker.Status.Alert.Severity is null)
        {
            world.Tracker.Record(80, 0);
            for (var i = 0; i < 20; i++)
            {
                world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500", Cohort = "1.5.0" });
            }

            world.After(Second);
        }

        Assert.Equal("500", Assert.Single(world.Tracker.GetAlertContributors()!.Contributors).Name);
    }

    // 200 services that never failed: half of them with a fault of one version, half with an even one.
    [Fact]
    public void Versions_OfManyServices_AreNamedIfTheyAreTheCause()
    {
        List<string> missed = [];
        List<string> wrong = [];
        for (var seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            double[] traffic = [0.6, 0.3, 0.15 + (0.3 * random.NextDouble())];
            var probability = 0.12 + (0.38 * random.NextDouble());
            using World faulty = new(Rules);
            Play(faulty, random, (chance, version, _) => version == "1.5.0" && chance.NextDouble() < probability * 2 ? "500" : null, traffic);
            missed.AddRange(Names(faulty) is "500, 1.5.0" ? [] : [$"{seed}: {Names(faulty)}"]);
            using World even = new(Rules);
            Play(even, random, (chance, _, _) => chance.NextDouble() < probability ? "500" : null, traffic);
            wrong.AddRange(Names(even) is "500" ? [] : [$"{seed}: {Names(even)}"]);
        }

        Assert.True(missed.Count <= 5, string.Join('\n', missed));
        Assert.True(wrong.Count <= 5, string.Join('\n', wrong));

        static string Names(World world) => string.Join("; ", world.Tracker.GetAlertContributors()!.Contributors.Select(one => one.Name));
    }

    private static SloObjectiveBuilder Rules(SloObjectiveBuilder builder) => builder.TargetPercent(99).Rolling(TimeSpan.FromDays(1))
        .BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));

    // Twenty minutes without a failure, and then the fault for a minute, and until the alert fires.
    private static void Play(World world, Random random, Func<Random, string, string, string?> fails, double[]? traffic = null)
    {
        double[] shares = traffic ?? [0.5, 0.25, 0.25];
        var sum = shares.Sum();
        for (var second = 0; second < 1_260 || world.Tracker.Status.Alert.Severity is null; second++)
        {
            Assert.True(second < 2_400);
            for (var i = 0; i < (second < 1_200 ? 1 : 20); i++)
            {
                var draw = random.NextDouble() * sum;
                var version = Versions[draw < shares[0] ? 0 : draw < shares[0] + shares[1] ? 1 : 2];
                var tenant = Tenants[random.Next(Tenants.Length)];
                var reason = second < 1_200 ? null : fails(random, version, tenant);
                world.Tracker.Record(new SloEvent(reason is null ? SloOutcome.Good : SloOutcome.Bad)
                {
                    Reason = reason,
                    Cohort = version,
                    Group = tenant,
                    Operation = reason is null ? null : "POST /orders",
                });
            }

            world.After(Second);
        }
    }
}
