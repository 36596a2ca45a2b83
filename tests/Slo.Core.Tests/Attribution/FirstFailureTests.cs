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

    // Good events of versions and groups are known by the minute, and with the fault the traffic grows: clients try again.
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(50)]
    public void BadVersionAndGroup_WithinAMinute_AreNamed(int second)
    {
        using World world = new(builder => Rules(builder).GroupBy("tenant"));
        Random random = new(6);
        for (var i = 0; i < 600 + second; i++)
        {
            Live(world, random, (_, _, _) => null, events: 1, Second);
        }

        for (var i = 0; i < 10; i++)
        {
            Live(world, random, (_, version, tenant) => version == "1.5.0" && tenant == "hooli" ? "500" : null, events: 50, Second);
        }

        Assert.NotNull(world.Tracker.Status.Alert.Severity);
        Assert.Equal("500, 1.5.0, hooli", Assert.Single(world.Tracker.GetAlertContributors()!.Contributors).Name);
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

    // Good events are known by version for an hour. A fault that lasts longer still has its version.
    [Fact]
    public void BadVersion_OfALongIncident_IsNamedAtItsEnd()
    {
        using World world = new(Rules);
        Random random = new(5);
        Play(world, random, (chance, version, _) => version == "1.5.0" && chance.Next(6) == 0 ? "500" : null);
        Assert.Equal("500, 1.5.0", Assert.Single(Assert.Single(world.Registry.Incidents).Contributors).Name);
        for (var i = 0; i < 150 * 6; i++)
        {
            Live(world, random, BadVersion, events: 100, step: 10 * Second);
        }

        Assert.Equal("500, 1.5.0", Assert.Single(world.Tracker.GetAlertContributors()!.Contributors).Name);
        Recover(world);
        SloIncident ended = Assert.Single(world.Registry.Incidents);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal("500, 1.5.0", Assert.Single(ended.Contributors).Name);
    }

    // Hours after its end, nothing is known of the good events of its time.
    [Fact]
    public void BadVersion_OfAnIncident_IsKeptIfItsEndIsReadLate()
    {
        using World world = new(Rules);
        Random random = new(5);
        Play(world, random, (chance, version, _) => version == "1.5.0" && chance.Next(6) == 0 ? "500" : null);
        SloContributor first = Assert.Single(Assert.Single(world.Registry.Incidents).Contributors);
        for (var i = 0; i < 60; i++)
        {
            Live(world, random, BadVersion, events: 100, step: 10 * Second);
        }

        Recover(world);
        for (var i = 0; i < 180 * 6; i++)
        {
            Live(world, random, (_, _, _) => null, events: 100, step: 10 * Second);
        }

        SloIncident ended = Assert.Single(world.Registry.Incidents);
        DateTimeOffset from = ended.StartedAt - TimeSpan.FromMinutes(2);
        Assert.Equal("500", Assert.Single(world.Tracker.GetContributors(from, ended.EndedAt!.Value).Contributors).Name);
        SloContributor kept = Assert.Single(ended.Contributors);
        Assert.Equal(("500, 1.5.0", first.Lift, first.PValue), (kept.Name, kept.Lift, kept.PValue));
        Assert.True(kept.BadEvents > first.BadEvents);
        Assert.InRange(kept.ExcessRatio, 0.9, 1);
    }

    // All versions fail alike, and one replaces the other: in the last hour, no good event is of the version of before.
    [Fact]
    public void Version_ThatWasReplacedWithinALongIncident_IsNotNamed()
    {
        using World world = new(Rules);
        Random random = new(7);
        Play(world, random, Even, [1, 0, 0]);
        for (var i = 0; i < 200 * 6; i++)
        {
            Live(world, random, Even, events: 100, step: 10 * Second, i < 100 * 6 ? [1, 0, 0] : [0, 1, 0]);
        }

        Assert.Equal("500", Assert.Single(world.Tracker.GetAlertContributors()!.Contributors).Name);

        static string? Even(Random random, string version, string tenant) => random.Next(3) == 0 ? "500" : null;
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
        for (var second = 0; second < 1_260 || world.Tracker.Status.Alert.Severity is null; second++)
        {
            Assert.True(second < 2_400);
            Live(world, random, second < 1_200 ? (_, _, _) => null : fails, second < 1_200 ? 1 : 20, Second, traffic);
        }
    }

    private static void Live(
        World world, Random random, Func<Random, string, string, string?> fails, int events, TimeSpan step, double[]? traffic = null)
    {
        double[] shares = traffic ?? [0.5, 0.25, 0.25];
        var sum = shares.Sum();
        for (var i = 0; i < events; i++)
        {
            var draw = random.NextDouble() * sum;
            var version = Versions[draw < shares[0] ? 0 : draw < shares[0] + shares[1] ? 1 : 2];
            var tenant = Tenants[random.Next(Tenants.Length)];
            var reason = fails(random, version, tenant);
            world.Tracker.Record(new SloEvent(reason is null ? SloOutcome.Good : SloOutcome.Bad)
            {
                Reason = reason,
                Cohort = version,
                Group = tenant,
                Operation = reason is null ? null : "POST /orders",
            });
        }

        world.After(step);
    }

    private static string? BadVersion(Random random, string version, string tenant) =>
        version == "1.5.0" && random.Next(2) == 0 ? "500" : null;

    private static void Recover(World world)
    {
        for (var i = 0; world.Tracker.Status.Alert.Severity is not null; i++)
        {
            Live(world, new Random(i), (_, _, _) => null, events: 1_000, step: 10 * Second);
            Assert.True(i < 100);
        }
    }
}
