using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>Where the calls of an objective are not known, the verdict is unknown.</summary>
[Collection("calls")]
public sealed class UnknownVerdictTests
{
    [Fact]
    public void Verdict_WithoutObservation_IsUnknown()
    {
        using World world = new();
        Burn(world);

        Assert.Equal("calls are not observed: AddDependencies is missing", Unknown(world.Tracker));
    }

    [Fact]
    public void Verdict_OfEventsWithoutCalls_IsUnknown_ButNotOfRequests()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        using World requests = new(builder => builder.HttpServer());
        Burn(world);
        Burn(requests);

        Assert.Equal("no call was linked to its events", Unknown(world.Tracker));
        Assert.Equal(SloDependencyVerdict.Causing, requests.Tracker.GetDependencies().Verdict);
    }

    [Fact]
    public void Verdict_OfAWindowWithExcludedTime_IsUnknown()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new(builder => builder.HttpServer());
        Burn(world);
        DateTimeOffset now = world.Time.GetUtcNow();
        world.Registry.Exclude(new() { When = SloSchedule.Once(now.AddMinutes(-50), now.AddMinutes(-49)) });
        world.After(TimeSpan.FromSeconds(1));

        Assert.Equal("a part of the window is excluded, but not from the calls", Unknown(world.Tracker));
        Assert.Equal(SloDependencyVerdict.Causing, world.Tracker.GetDependencies(TimeSpan.FromMinutes(30)).Verdict);
    }

    [Fact]
    public void Verdict_OfEventsThatAreFed_IsUnknown()
    {
        using IDisposable observation = SloDependency.Observe("none");
        ManualTime time = new();
        using SloRegistry registry = new(time, isFed: _ => true);
        SloTracker tracker = registry.Add(Definition.Build());
        DateTimeOffset start = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(10));
        registry.Feed("x", [new SloHistoryStep(start, start.AddMinutes(5), new(100, 100))], start.AddMinutes(5));

        Assert.Equal("its events are counted elsewhere", Unknown(tracker));
    }

    // What is not judged blames nothing: what reads the dependencies alone must not show a cause.
    [Fact]
    public void Verdict_ThatIsUnknown_NamesNoCause()
    {
        SloDependencyCounts counts = new(TimeSpan.FromHours(1), new(900, 100), [new("payments", true, true) { TroubledRequests = new(0, 100) }])
        {
            TroubledRequests = new(0, 100),
        };

        Assert.True(Assert.Single(counts.Judge(isBurning: true).Dependencies).IsCause);
        SloDependencyReport unknown = (counts with { WhyUnknown = "a part is excluded" }).Judge(isBurning: true);
        Assert.Equal((SloDependencyVerdict.Unknown, "a part is excluded"), (unknown.Verdict, unknown.Reason));
        SloDependencyStatus payments = Assert.Single(unknown.Dependencies);
        Assert.Equal((false, 1), (payments.IsCause, payments.BadRatio));
    }

    // What does not burn needs no verdict.
    [Fact]
    public void Verdict_OfAHealthyObjective_IsHealthy()
    {
        using World world = new();
        world.After(100, 0);

        Assert.Equal(SloDependencyVerdict.Healthy, world.Tracker.GetDependencies().Verdict);
    }

    private static string Unknown(SloTracker tracker)
    {
        SloDependencyReport report = tracker.GetDependencies();
        Assert.Equal(SloDependencyVerdict.Unknown, report.Verdict);
        return report.Reason;
    }

    private static void Burn(World world)
    {
        for (var i = 0; i < 60; i++)
        {
            world.Tracker.Record(100, 20);
            world.After(TimeSpan.FromMinutes(1));
        }
    }
}
