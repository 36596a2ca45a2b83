using System.Threading.Channels;
using Slo.Attribution;
using Xunit;

namespace Slo.Tests.Attribution;

/// <summary>An alert over the events of several processes is explained by the bad events that each of them keeps.</summary>
public sealed class JoinedBadEventsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] Routes = ["GET /", "GET /items", "POST /orders", "GET /users"];

    // No process has enough bad events for a page of its own.
    [Fact]
    public void Route_ThatFailsALittleInEachProcess_IsNamed()
    {
        using Processes processes = new(Rules, "a", "b", "c");
        Random random = new(1);
        Play(processes, 20 * Minute, (_, _) => random.Next(1_000) == 0 ? "500" : null, random);
        PlayUntilItFires(processes, (_, route) => route == "POST /orders" && random.Next(3) == 0 ? SloEvent.TimedOut : null, random);

        Assert.Equal("timeout, POST /orders", processes.Contributors());
        SloContributor found = processes.Joined.GetAlertContributors()!.Contributors[0];
        Assert.InRange(found.ExcessRatio, 0.9, 1);
        Assert.Equal(["a", "b", "c"], found.Exemplars.SelectMany(one => one.Values).Where(one => one.Dimension == SloDimension.Instance)
            .Select(one => one.Value).Append("a").Append("b").Append("c").Distinct().Order());
    }

    // Its transition finds what was fed after it.
    [Fact]
    public void Transition_OfAFleet_HasTheContributorsOfWhatWasFedBeforeItsFirstRead()
    {
        using Processes processes = new(Rules, "a", "b");
        ChannelReader<SloAlertTransition> changes = processes.Fleet.SubscribeToAlerts(TestContext.Current.CancellationToken);
        Random random = new(2);
        Play(processes, 20 * Minute, (_, _) => random.Next(500) == 0 ? "500" : null, random);
        PlayUntilItFires(processes, (_, route) => route == "GET /users" ? "500" : null, random);
        Assert.True(changes.TryRead(out SloAlertTransition? change));
        processes.Share();

        Assert.Contains("GET /users", change.Attribution!.Contributors[0].Name, StringComparison.Ordinal);
        Assert.Equal(SloScope.Fleet, change.Scope);
    }

    [Fact]
    public void WithoutBadEventsOfProcesses_NothingIsKnown()
    {
        using Processes processes = new(Rules, "a");
        Random random = new(3);
        PlayUntilItFires(processes, (_, _) => random.Next(2) == 0 ? "500" : null, random);

        Assert.Null(processes.Joined.GetAlertContributors());
        Assert.Equal("500", processes.Contributors());
        processes.Fleet.FeedBadEvents(processes.Joined.Objective.Name, []);
        Assert.Null(processes.Joined.GetAlertContributors());
    }

    // "No single cause stands out" would be an answer about bad events that no one has looked at.
    [Fact]
    public void Time_OfWhichTooLittleWasGiven_IsNotKnown()
    {
        using Processes processes = new(Rules, "a", "b");
        DateTimeOffset began = processes.Time.GetUtcNow();
        Random random = new(3);
        Play(processes, 10 * Minute, (_, _) => random.Next(2) == 0 ? "500" : null, random);

        Assert.Equal((false, "the bad events of this time are not known"), Answer(began));
        processes.Share(except: "b");
        Assert.Equal((false, "the bad events of this time are not known"), Answer(began));
        processes.Share();
        (bool isKnown, string summary) = Answer(began);
        Assert.True(isKnown);
        Assert.DoesNotContain("not known", summary, StringComparison.Ordinal);
        Assert.Equal((false, "the bad events of this time are not known"), Answer(began.AddHours(-1), began.AddMinutes(-1)));

        // They publish no more, because the alert has ended, but requests still fail.
        DateTimeOffset published = processes.Time.GetUtcNow();
        Play(processes, 20 * Minute, (_, _) => random.Next(2) == 0 ? "500" : null, random);
        Assert.False(Answer(published).IsKnown);
        Assert.False(Answer(began).IsKnown);
        Assert.True(Answer(began, published).IsKnown);

        (bool IsKnown, string Summary) Answer(DateTimeOffset from, DateTimeOffset? to = null)
        {
            SloAttribution found = processes.Joined.GetContributors(from, to ?? processes.Time.GetUtcNow());
            return (found.IsKnown, found.Summary);
        }
    }

    // Nothing is published of a fleet without trouble, and nothing is missing then.
    [Fact]
    public void Time_WithoutABadEvent_IsKnown()
    {
        using Processes processes = new(Rules, "a", "b");
        DateTimeOffset began = processes.Time.GetUtcNow();
        Play(processes, 10 * Minute, (_, _) => null, new Random(3));

        Assert.True(processes.Joined.GetContributors(began, processes.Time.GetUtcNow()).IsKnown);
    }

    // Of a service that never failed, only the good events of each process say that it is no more than one of three.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BadProcess_IsNamed(bool failedBefore)
    {
        using Processes processes = new(Rules, "a", "b", "c");
        Random random = new(4);
        Play(processes, 20 * Minute, (_, _) => failedBefore && random.Next(500) == 0 ? "404" : null, random);
        PlayUntilItFires(processes, (process, _) => process == "b" && random.Next(3) == 0 ? "500" : null, random);

        Assert.Contains("b", processes.Contributors().Split(", "));
    }

    // Each pod of a deployment is new, and had no bad events before.
    [Fact]
    public void NewProcesses_WithAnEvenFault_AreNotNamed()
    {
        using Processes processes = new(Rules, "a", "b");
        Random random = new(5);
        Play(processes, 60 * Minute, (_, _) => random.Next(200) == 0 ? "500" : null, random);
        foreach ((string old, string @new) in (ReadOnlySpan<(string, string)>)[("a", "c"), ("b", "d")])
        {
            processes.End(old);
            processes.Start(@new);
        }

        Play(processes, 10 * Minute, (_, _) => random.Next(200) == 0 ? "500" : null, random);
        PlayUntilItFires(processes, (_, _) => random.Next(20) == 0 ? "500" : null, random);

        Assert.Equal("", processes.Contributors());
    }

    // What a process that has ended kept says what is normal.
    [Fact]
    public void EndedProcess_SaysWhatIsNormal()
    {
        using Processes processes = new(Rules, "a");
        Random random = new(6);
        Play(processes, 60 * Minute, Usual, random);
        processes.End("a");
        processes.Start("b");
        Play(processes, Minute, Usual, random);
        PlayUntilItFires(processes, (process, route) => Usual(process, route) ?? (route == "GET /users" && random.Next(4) == 0 ? "500" : null), random);

        Assert.Contains("GET /users", processes.Contributors(), StringComparison.Ordinal);
        Assert.DoesNotContain("GET /items", processes.Contributors(), StringComparison.Ordinal);

        string? Usual(string process, string route) => route == "GET /items" && random.Next(20) == 0 ? "500" : null;
    }

    // It always had most of the bad events, and is not what rose.
    [Fact]
    public void ProcessThatAlwaysFailsMore_IsNotTheCauseOfAnotherRise()
    {
        using Processes processes = new(Rules, "a", "b", "c");
        Random random = new(7);
        Play(processes, 60 * Minute, Usual, random);
        PlayUntilItFires(processes, (process, route) => Usual(process, route) ?? (route == "POST /orders" && random.Next(4) == 0 ? "timeout" : null), random);

        Assert.Equal("timeout, POST /orders", processes.Contributors());

        string? Usual(string process, string route) => process == "a" && random.Next(30) == 0 ? "500" : null;
    }

    // The alert fires again hours later, and its receivers read before anything has come: nothing old explains it, however often.
    [Fact]
    public void SecondAlert_IsNotExplainedByWhatCameForTheFirst()
    {
        using Processes processes = new(Rules, "a", "b");
        ChannelReader<SloAlertTransition> changes = processes.Fleet.SubscribeToAlerts(TestContext.Current.CancellationToken);
        Random random = new(9);
        Play(processes, 20 * Minute, (_, _) => random.Next(200) == 0 ? "404" : null, random);
        PlayUntilItFires(processes, (_, route) => route == "GET /users" ? "500" : null, random);
        processes.Share();
        Assert.True(changes.TryRead(out SloAlertTransition? first));
        Assert.Equal("500, GET /users", first.Attribution!.Contributors[0].Name);
        Play(processes, 120 * Minute, (_, _) => random.Next(200) == 0 ? "404" : null, random);
        PlayUntilItFires(processes, (_, route) => route == "GET /items" ? "timeout" : null, random);
        Assert.True(changes.TryRead(out SloAlertTransition? resolved));
        Assert.True(changes.TryRead(out SloAlertTransition? second));

        Assert.Equal((SloAlertTransitionKind.Resolved, SloAlertTransitionKind.Fired), (resolved.Kind, second.Kind));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Null(second.Attribution));
        Assert.Null(processes.Joined.GetAlertContributors());
        Assert.Empty(processes.Fleet.Incidents[^1].Contributors);
        processes.Share();
        Assert.Equal("timeout, GET /items", second.Attribution!.Contributors[0].Name);
        Assert.Equal("timeout, GET /items", processes.Fleet.Incidents[^1].Contributors[0].Name);
    }

    // The process with the trouble gives nothing: what the others have is not why the alert fires.
    [Fact]
    public void ProcessThatGivesNothing_LeavesItsAlertUnexplained()
    {
        using Processes processes = new(Rules, "a", "b", "c");
        ChannelReader<SloAlertTransition> changes = processes.Fleet.SubscribeToAlerts(TestContext.Current.CancellationToken);
        Random random = new(10);
        PlayUntilItFires(
            processes, (process, _) => process == "c" ? random.Next(3) == 0 ? "500" : null : random.Next(40) == 0 ? "404" : null, random);
        processes.Share(except: "c");

        Assert.Null(processes.Joined.GetAlertContributors());
        Assert.True(changes.TryRead(out SloAlertTransition? change));
        Assert.Null(change.Attribution);
        Assert.StartsWith("500, c", processes.Contributors(), StringComparison.Ordinal);
        Assert.StartsWith("500, c", change.Attribution!.Contributors[0].Name, StringComparison.Ordinal);
    }

    // The processes before a deployment gave nothing, because no alert was near: what one old process had says nothing about all.
    [Fact]
    public void RollingRestart_WithoutBadEventsOfTheProcessesBefore_NamesNoNewProcess()
    {
        using Processes processes = new(Rules, "old", "a", "b", "c");
        Random random = new(11);
        Play(processes, 120 * Minute, Usual, random);
        foreach (var process in (string[])["a", "b", "c"])
        {
            processes.End(process, isKnown: false);
            processes.Start(process + "2");
        }

        Play(processes, 5 * Minute, Usual, random);
        PlayUntilItFires(processes, (_, _) => random.Next(10) == 0 ? "500" : null, random);
        processes.Share();

        SloAttribution found = processes.Joined.GetAlertContributors()!;
        Assert.DoesNotContain(found.Contributors.SelectMany(one => one.Values), value => value.Dimension == SloDimension.Instance);
        Assert.InRange(found.ComparedFrom, processes.Time.GetUtcNow() - (30 * Minute), processes.Time.GetUtcNow());

        string? Usual(string process, string route) => random.Next(200) == 0 ? "500" : null;
    }

    // How many good events a backend has is not known.
    [Fact]
    public void InstancesOfTheApp_WithAnEvenFault_AreNotNamed()
    {
        using Processes processes = new(Rules, "a", "b");
        Random random = new(12);
        for (var i = 0; i < 12 || processes.Joined.Status.Alert.Severity is null; i++)
        {
            foreach (var process in processes.Names)
            {
                processes[process].Record(45, 0);
                for (var k = 0; k < 5; k++)
                {
                    processes[process].Record(new SloEvent(SloOutcome.Bad) { Reason = $"50{random.Next(4)}", Instance = $"db-{random.Next(3)}" });
                }
            }

            processes.After(5 * Second);
        }

        Assert.Equal("", processes.Contributors());
    }

    // One process counts as all: nothing is lost on the way, but for what is thinned.
    [Fact]
    public void OneProcess_HasTheContributorsOfItsOwnAlert()
    {
        using Processes processes = new(Rules, "a");
        Random random = new(8);
        Play(processes, 20 * Minute, (_, _) => random.Next(500) == 0 ? "404" : null, random);
        PlayUntilItFires(processes, (_, route) => route == "GET /" && random.Next(2) == 0 ? "500" : null, random);
        processes.Share();

        SloAttribution joined = processes.Joined.GetAlertContributors()!;
        SloAttribution own = processes["a"].GetAlertContributors()!;
        Assert.Equal(own.Contributors.Select(one => one.Name), joined.Contributors.Select(one => one.Name));
        Assert.Equal((own.From, own.To, own.BadEvents), (joined.From, joined.To, joined.BadEvents));
        Assert.Equal(own.ExpectedBadEvents, joined.ExpectedBadEvents, 0.01);
        Assert.Equal(own.Contributors[0].Exemplars.Count, joined.Contributors[0].Exemplars.Count);
    }

    // The clock of a process is an hour ahead of that of the counts.
    [Fact]
    public void Capture_WithAClockOffset_IsByTheOtherClock()
    {
        using World world = new(Rules);
        world.After(Minute);
        DateTimeOffset at = world.Time.GetUtcNow();
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
        world.After(Second);
        SloBadEvents shifted = world.Tracker.CaptureBadEvents("a", -TimeSpan.FromHours(1));

        BucketCopy bucket = Assert.Single(shifted.Copy.Buckets);
        Assert.Equal(at.AddHours(-1), DateTimeOffset.UnixEpoch.AddTicks(bucket.At(Assert.Single(bucket.Events))));
        Assert.Equal(world.Time.GetUtcNow().AddHours(-1), shifted.AsOf);
        Assert.Equal(shifted.Position, shifted.Minutes.End);
    }

    // A flood of bad events has bounds, and each stands for as many as it should.
    [Fact]
    public void Capture_OfManyEvents_IsThinnedAndCountsAll()
    {
        using World world = new(Rules);
        for (var i = 0; i < 3_600; i++)
        {
            for (var k = 0; k < 20; k++)
            {
                world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500", Operation = Routes[k % 4] });
            }

            world.After(Second);
        }

        SloBadEvents capture = world.Tracker.CaptureBadEvents("a");
        Assert.InRange(capture.Count, SloBadEvents.MostEvents / 2, SloBadEvents.MostEvents);
        Assert.Equal(3_600 * 20, capture.Copy.Buckets.Sum(bucket => bucket.Count));
        Assert.Equal(3_600 * 20, capture.Copy.Buckets.Sum(bucket => bucket.Weight * bucket.Events.Length), 0.5);
        Assert.InRange(capture.ToBytes().Length, 1, 100_000);
        Assert.All(capture.Copy.Between(0, long.MaxValue).ByValue((int)SloDimension.Operation)[2..6], sum => Assert.InRange(sum, 16_000, 20_000));
    }

    // More values than there are numbers: those with most events have one.
    [Fact]
    public void Values_OfManyProcesses_ShareANumberBeyondTheLimit()
    {
        string[] names = [.. Enumerable.Range(0, 5).Select(i => $"p{i}")];
        using Processes processes = new(Rules, names);
        for (var i = 0; i < 150; i++)
        {
            foreach (var process in names)
            {
                processes[process].Record(10, 0);
                processes[process].Record(new SloEvent(SloOutcome.Bad) { Operation = $"{process} {i}" });
                processes[process].Record(new SloEvent(SloOutcome.Bad) { Operation = "GET /" });
            }

            processes.After(Second);
        }

        JoinedBadEvents joined = new([.. names.Select(name => processes[name].CaptureBadEvents(name))], 0);
        var sums = joined.Copy.Between(0, long.MaxValue).ByValue((int)SloDimension.Operation);
        Assert.Equal("GET /", joined.Copy.NameOf((int)SloDimension.Operation, ValueTable.First));
        Assert.Equal(150 * 5, sums[ValueTable.First], 1.0);
        Assert.Equal(150 * 5 * 2, sums.Sum(), 1.0);
        Assert.Equal(254, joined.Copy.Known[(int)SloDimension.Operation]);
    }

    [Fact]
    public void Feeding_AnObjectiveThatIsNotFed_Throws()
    {
        using World world = new();
        Assert.Throws<InvalidOperationException>(() => world.Registry.FeedBadEvents(world.Tracker.Objective.Name, []));
        Assert.Throws<KeyNotFoundException>(() => world.Registry.FeedBadEvents("other", []));
    }

    private static SloObjectiveBuilder Rules(SloObjectiveBuilder builder) => builder.TargetPercent(99).Rolling(TimeSpan.FromDays(1))
        .BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));

    private static void Play(Processes processes, TimeSpan time, Func<string, string, string?> fails, Random random)
    {
        for (TimeSpan passed = default; passed < time; passed += 5 * Second)
        {
            Live(processes, fails, random);
        }
    }

    private static void PlayUntilItFires(Processes processes, Func<string, string, string?> fails, Random random)
    {
        for (var i = 0; i < 12 || processes.Joined.Status.Alert.Severity is null; i++)
        {
            Assert.True(i < 240);
            Live(processes, fails, random);
        }
    }

    private static void Live(Processes processes, Func<string, string, string?> fails, Random random)
    {
        foreach (var process in processes.Names)
        {
            for (var i = 0; i < 50; i++)
            {
                var route = Routes[random.Next(Routes.Length)];
                var reason = fails(process, route);
                processes[process].Record(new SloEvent(reason is null ? SloOutcome.Good : SloOutcome.Bad) { Reason = reason, Operation = route });
            }
        }

        processes.After(5 * Second);
    }
}
