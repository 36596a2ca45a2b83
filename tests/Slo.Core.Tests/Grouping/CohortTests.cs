using Slo.Testing;
using Xunit;

namespace Slo.Tests.Grouping;

public sealed class CohortTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly string[] Hostile = ["", "\0", "\r\n", "\u202e", "\ud800", "<script>", "%00", new('y', 3_000)];

    [Fact]
    public void Cohorts_OfAllWaysToRecord_AreCountedSinceTheyAppeared()
    {
        using World world = new(builder => builder.FasterThan(TimeSpan.FromMilliseconds(300)).GroupBy("tenant"));
        DateTimeOffset start = world.Time.GetUtcNow();
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "1.0" });
        world.After(Second);
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "2.0", Elapsed = Second, Group = "acme" });
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Cohort = "2.0", Reason = "503" });
        world.Tracker.Record(new SloEvent(SloOutcome.Ignored) { Cohort = "2.0" });
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "2.0", Elapsed = -Second });
        using (SloMeasurement work = world.Tracker.Start())
        {
            work.Cohort = "1.0";
            work.MarkGood();
        }

        world.Tracker.Record(good: true);
        world.After(Second);

        Assert.Equal(
            [
                new("1.0", new(2, 0), new(2, 0), start + Second),
                new("2.0", new(0, 2), new(0, 2), start + (2 * Second)),
            ],
            world.Tracker.GetCohorts());
        Assert.Equal(new(3, 2), world.Tracker.Total);

        world.After(TimeSpan.FromMinutes(12));
        Assert.All(world.Tracker.GetCohorts(), cohort => Assert.Equal(default, cohort.RecentEvents));
        Assert.Equal([new(2, 0), new(0, 2)], world.Tracker.GetCohorts().Select(cohort => cohort.Events));
    }

    [Fact]
    public void Objective_WithoutCohorts_HasNoneAndKeepsNoMemoryForThem()
    {
        using World world = new();
        using World plain = new();
        using World divided = new();
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Elapsed = Second });
        plain.Tracker.Record(good: true);
        divided.Tracker.Record(new SloEvent(SloOutcome.Good) { Elapsed = Second, Cohort = "1.0" });
        foreach (World one in (World[])[world, plain, divided])
        {
            one.After(Second);
        }

        Assert.Empty(world.Tracker.GetCohorts());
        Assert.Equal(plain.Tracker.AllocatedBytes, world.Tracker.AllocatedBytes);
        Assert.True(divided.Tracker.AllocatedBytes > plain.Tracker.AllocatedBytes);
        Assert.Equal(0, Allocations.Of(() => world.Tracker.Record(new SloEvent(SloOutcome.Good))));
    }

    // A header of clients may hold anything. Nothing is lost, and memory is bounded.
    [Fact]
    public void Cohorts_OfHostileValues_ShareOneBeyondTheMaximum()
    {
        using World world = new();
        foreach (var value in Hostile.Concat(Enumerable.Range(0, 1_000).Select(i => $"v{i}")).Append(new string('x', 65)).Append("(other)").Append("(none)"))
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Cohort = value });
        }

        world.After(Second);
        IReadOnlyList<SloCohortStatus> cohorts = world.Tracker.GetCohorts();

        Assert.Equal(17, cohorts.Count);
        Assert.Equal((SloCohortStatus.Other, null), (cohorts[^1].Name, cohorts[^1].AppearedAt));
        Assert.Equal(world.Tracker.Total.Bad, cohorts.Sum(cohort => cohort.Events.Bad));
        Assert.Equal(SloCanaryVerdict.Hold, world.Tracker.GetCanary(cohorts[0].Name, SloCohortStatus.Other).Verdict);
    }

    [Fact]
    public void Cohorts_WithReservedPlaces_ComeAfterAnyNumberOfOthers()
    {
        using World world = new();
        world.Tracker.AddCohorts("1.0", "2.0");
        for (var i = 0; i < 100; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = $"hostile {i}" });
        }

        // The places stay reserved while evaluations pass and hostile values go on.
        for (var second = 0; second < 100; second++)
        {
            world.After(Second);
            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = $"more hostile {second}" });
        }

        Assert.DoesNotContain(world.Tracker.GetCohorts(), cohort => cohort.Name == "2.0");
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "2.0" });

        Assert.Contains(world.Tracker.GetCohorts(), cohort => cohort.Name == "2.0");
    }

    // A long-lived process sees many versions come and go.
    [Fact]
    public void Cohorts_WithoutEventsForAnHour_MakeRoomForNewOnes()
    {
        using World world = new();
        for (var i = 0; i < 40; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = $"old {i}" });
        }

        world.After(Second);
        for (var minute = 0; minute < 62; minute++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "old 0" });
            world.After(TimeSpan.FromMinutes(1));
        }

        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "new" });
        world.After(Second);

        Assert.Equal(["old 0", "new", SloCohortStatus.Other], world.Tracker.GetCohorts().Select(cohort => cohort.Name));
        Assert.NotEqual(0, world.Tracker.GetCanary("old 0", "new").Baseline.Total + world.Tracker.GetCanary("old 0", "new").Canary.Total);
    }

    // What the baseline did before there was a canary says nothing about the canary.
    [Fact]
    public void Comparison_BeginsWhenTheLaterCohortAppears()
    {
        using World world = new(builder => builder.TargetPercent(99));
        Play(world, "1.0", good: 500, bad: 500);
        Play(world, "1.0", good: 90, bad: 10, "2.0", 80, 20);
        Play(world, "1.0", good: 90, bad: 10, "2.0", 80, 20);

        SloCanaryReport report = world.Tracker.GetCanary("1.0", "2.0");
        SloCanaryReport reversed = world.Tracker.GetCanary("2.0", "1.0");

        Assert.Equal((new SloEventCounts(180, 20), new SloEventCounts(160, 40)), (report.Baseline, report.Canary));
        Assert.Equal((report.Canary, report.Baseline), (reversed.Baseline, reversed.Canary));
        Assert.Equal(Second, report.Elapsed);
        Assert.Equal(20, report.BurnRate!.Value, 6);
    }

    // What comes under the same name after an hour is another deployment: what the one before did says nothing about it.
    [Theory]
    [InlineData("2.0", 59, true)]
    [InlineData("2.0", 60, false)]
    [InlineData("1.0", 60, false)]
    public void Comparison_AfterAnIdleHourOfEitherCohort_BeginsAnew(string idle, int minutes, bool goesOn)
    {
        using World world = new(builder => builder.TargetPercent(99));
        Play(world, "1.0", 99, 1, "2.0", 50, 50);
        Assert.Equal(SloCanaryVerdict.Rollback, world.Tracker.GetCanary("1.0", "2.0").Verdict);
        var other = idle == "1.0" ? "2.0" : "1.0";
        for (var minute = 0; minute < minutes; minute++)
        {
            Record(world.Tracker, other, good: 1, bad: 0);
            world.After(TimeSpan.FromMinutes(1));
        }

        SloCanaryReport report = world.Tracker.GetCanary("1.0", "2.0");
        Assert.Equal(goesOn ? SloCanaryVerdict.Rollback : SloCanaryVerdict.Hold, report.Verdict);
        Assert.Equal(goesOn, world.Tracker.GetCohorts().Any(cohort => cohort.Name == idle));
        if (!goesOn)
        {
            Assert.Equal($"no event of '{idle}' in the last hour; there are: {other}", report.Reason);
        }

        Play(world, "1.0", 99, 1, "2.0", 98, 2);
        report = world.Tracker.GetCanary("1.0", "2.0");
        Assert.Equal(goesOn ? SloCanaryVerdict.Rollback : SloCanaryVerdict.Hold, report.Verdict);
        Assert.Equal(goesOn ? new(148, 52) : new(98, 2), report.Canary);
        SloCohortStatus back = world.Tracker.GetCohorts().Single(cohort => cohort.Name == idle);
        Assert.Equal((goesOn, goesOn ? 200 : 100), (back.AppearedAt < world.Time.GetUtcNow(), back.Events.Total));
    }

    [Fact]
    public void Verdict_ReadEverySecondOrOnce_IsTheSame()
    {
        using World world = new();
        using World often = new();
        for (var second = 0; second < 200; second++)
        {
            foreach (World one in (World[])[world, often])
            {
                Play(one, "1.0", 99, 1, "2.0", 97, 3);
            }

            for (var i = 0; i < 10; i++)
            {
                often.Tracker.GetCanary("1.0", "2.0");
            }
        }

        Assert.Equal(SloCanaryVerdict.Rollback, world.Tracker.GetCanary("1.0", "2.0").Verdict);
        Assert.Equal(world.Tracker.GetCanary("1.0", "2.0"), often.Tracker.GetCanary("1.0", "2.0"));
    }

    [Fact]
    public void Verdict_OfAnEquallyGoodCanary_IsPromoteWithItsSample()
    {
        using World world = new(builder => builder.TargetPercent(99));
        for (var second = 0; second < 100; second++)
        {
            Play(world, "1.0", 99, 1, "2.0", 99, 1);
        }

        Assert.Equal(SloCanaryVerdict.Promote, world.Tracker.GetCanary("1.0", "2.0").Verdict);
    }

    [Fact]
    public void Verdict_WithoutTraffic_IsInconclusiveAfterTheTime()
    {
        using World world = new();
        world.Registry.Canary = new() { Within = TimeSpan.FromMinutes(5) };
        Play(world, "1.0", 9, 1, "2.0", 9, 1);
        Assert.Equal(SloCanaryVerdict.Hold, world.Tracker.GetCanary("1.0", "2.0").Verdict);

        world.After(TimeSpan.FromMinutes(6));

        Assert.Equal(SloCanaryVerdict.Inconclusive, world.Tracker.GetCanary("1.0", "2.0").Verdict);
    }

    [Fact]
    public void Cohort_ThatIsNotThere_IsNamedWithThoseThatAre()
    {
        using World world = new();
        Play(world, "1.0", 9, 1);

        SloCanaryReport report = world.Tracker.GetCanary("1.0", "2.0");

        Assert.Equal((SloCanaryVerdict.Hold, new SloEventCounts(9, 1)), (report.Verdict, report.Baseline));
        Assert.Equal("no event of '2.0' in the last hour; there are: 1.0", report.Reason);
        Assert.Throws<ArgumentException>(() => world.Tracker.GetCanary("1.0", "1.0"));
    }

    [Fact]
    public void Options_ThatAreFaulty_AreRefusedAndChangeNothing()
    {
        using World world = new();

        Assert.Throws<SloDefinitionException>(() => world.Registry.Canary = new() { LevelRatio = 2 });
        Assert.Equal(new(), world.Registry.Canary);
    }

    [Fact]
    public void Record_OfACohort_AllocatesNothing()
    {
        using World world = new();

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "1.0" });
                world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "2.0" });
            }
        }));
    }

    [Fact]
    public async Task Record_OfManyThreads_LosesNothingWhileCohortsAreCompared()
    {
        using World world = new();
        var isOver = false;
        var reader = Task.Run(
            () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    world.Registry.Evaluate();
                    Assert.True(world.Tracker.GetCohorts().Count <= 17);
                    _ = world.Tracker.GetCanary("0", "1");
                }
            },
            TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    world.Tracker.Record(new SloEvent(i % 2 == 0 ? SloOutcome.Good : SloOutcome.Bad) { Cohort = $"{(i + thread) % 20}" });
                }
            },
            TestContext.Current.CancellationToken)));
        Volatile.Write(ref isOver, true);
        await reader;
        world.After(Second);

        Assert.Equal(new(40_000, 40_000), world.Tracker.GetCohorts().Select(cohort => cohort.Events).Aggregate(SloEventCounts.Add));
    }

    [Theory]
    [InlineData("version", true)]
    [InlineData("Version", true)]
    [InlineData("value:blue", true)]
    [InlineData("header:X-Version", true)]
    [InlineData("HEADER: x_version ", true)]
    [InlineData("", false)]
    [InlineData("value:", false)]
    [InlineData("header:", false)]
    [InlineData("header:X Version", false)]
    [InlineData("cookie:a", false)]
    public void Source_OfAnyText_IsReadOrRefused(string text, bool isOne)
    {
        SloObjectiveBuilder builder = Objectives.Named().CohortBy(text);

        if (isOne)
        {
            SloCohortSource source = builder.Build().CohortBy!;
            Assert.True(SloCohortSource.TryParse(source.ToString(), out SloCohortSource? again));
            Assert.Equal(source, again);
        }
        else
        {
            SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(builder.Build).Findings);
            Assert.Equal((SloFindingCodes.UnknownWord, "cohort by"), (error.Code, error.Path));
        }
    }

    [Theory]
    [InlineData("Authorization", "auth")]
    [InlineData("proxy-authorisation", "auth")]
    [InlineData("X-Auth", "auth")]
    [InlineData("X-Author-Auth", "auth")]
    [InlineData("X-Session-Id", "session")]
    [InlineData("X-Amz-Credential", "credential")]
    [InlineData("X-Hub-Signature-256", "signature")]
    [InlineData("X-User-Jwt", "jwt")]
    [InlineData("Cookie", "cookie")]
    [InlineData("X-API-KEY", "key")]
    [InlineData("Ocp-Apim-Subscription-Key", "key")]
    [InlineData("X-Auth-Token", "token")]
    [InlineData("X_SECRET_version", "secret")]
    [InlineData("Password", "password")]
    public void Source_OfAHeaderThatMayHoldASecret_IsRefusedAndSaysWhy(string header, string word)
    {
        SloFinding error = Assert.Single(
            Assert.Throws<SloDefinitionException>(Objectives.Named().CohortBy("Header: " + header).Build).Findings);

        Assert.Equal((SloFindingSeverity.Error, SloFindingCodes.SecretHeader, "cohort by"), (error.Severity, error.Code, error.Path));
        Assert.Contains($"cohort by 'Header: {header}': the name of the header contains '{word}'", error.Message, StringComparison.Ordinal);
        Assert.False(SloCohortSource.TryParse("header:" + header, out _));
    }

    // A constant may have any name.
    [Theory]
    [InlineData("value:token")]
    [InlineData("header:X-Author")]
    [InlineData("header:X-Authority")]
    public void Source_ThatOnlyLooksLikeASecret_IsRead(string text) => Assert.NotNull(Objectives.Named().CohortBy(text).Build().CohortBy);

    [Fact]
    public void Source_WithLongNames_IsRefusedFromTheLimitOn()
    {
        Assert.True(SloCohortSource.TryParse($"value:{new string('x', 64)}", out _));
        Assert.False(SloCohortSource.TryParse($"value:{new string('x', 65)}", out _));
        Assert.False(SloCohortSource.TryParse(null, out _));
    }

    private static void Play(World world, string one, int good, int bad, string? other = null, int otherGood = 0, int otherBad = 0)
    {
        Record(world.Tracker, one, good, bad);
        Record(world.Tracker, other, otherGood, otherBad);
        world.After(Second);
    }

    private static void Record(SloTracker tracker, string? cohort, int good, int bad)
    {
        for (var i = 0; i < good + bad; i++)
        {
            tracker.Record(new SloEvent(i < good ? SloOutcome.Good : SloOutcome.Bad) { Cohort = cohort });
        }
    }
}
