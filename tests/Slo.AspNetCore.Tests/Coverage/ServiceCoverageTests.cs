using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Coverage;
using Slo.AspNetCore.Requests;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Coverage;

/// <summary>The table of routes that no objective counts.</summary>
public sealed class ServiceCoverageTests
{
    // Apps may map routes while they run, and clients send any method.
    [Fact]
    public void Table_OfEndlessRoutesAndMethods_IsBounded()
    {
        using SloRegistry registry = new();
        HttpObjectives objectives = Objectives(registry);
        for (var i = 0; i < 3000; i++)
        {
            EndpointObjectives counted = objectives.For(Endpoint($"/made/{i}"));
            objectives.Coverage.CountUncovered(counted, "GET", isError: false);
            objectives.Coverage.CountUncovered(counted, $"SENT{i}", isError: true);
        }

        CoverageReport report = objectives.Coverage.Report;

        Assert.Equal(ServiceCoverage.MostRoutes + 1, report.Routes.Count);
        Assert.Equal((6000, 3000), (report.Uncovered, report.Routes.Sum(route => route.Errors)));
        Assert.Equal(CoverageReport.Other, report.Routes[0].Name);
        Assert.DoesNotContain(report.Routes, route => route.Name.Contains("SENT", StringComparison.Ordinal));
    }

    [Fact]
    public void Page_HasTheLimit() => Assert.Contains(
        $"at most {ServiceCoverage.MostRoutes} routes with a method", File.ReadAllText(Repository.PathOf("docs", "insight.md")), StringComparison.Ordinal);

    [Fact]
    public void Counting_OfAKnownRoute_AllocatesNothing()
    {
        using SloRegistry registry = new();
        HttpObjectives objectives = Objectives(registry);
        EndpointObjectives counted = objectives.For(Endpoint("/payments"));
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Count();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Count()
        {
            objectives.Coverage.CountUncovered(counted, HttpMethods.Post, isError: false);
            objectives.Coverage.CountCovered();
        }
    }

    // Clients send any method in turn, and routes beyond the limit share an entry: neither may cost memory for each request.
    [Fact]
    public void Counting_OfChangingMethodsAndRoutesBeyondTheLimit_AllocatesNothing()
    {
        using SloRegistry registry = new();
        HttpObjectives objectives = Objectives(registry);
        EndpointObjectives[] known = [.. Enumerable.Range(0, ServiceCoverage.MostRoutes + 3).Select(i => objectives.For(Endpoint($"/{i}")))];
        foreach (EndpointObjectives counted in known)
        {
            Count(counted);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Count(known[0]);
            Count(known[^1]);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Count(EndpointObjectives counted)
        {
            objectives.Coverage.CountUncovered(counted, HttpMethods.Post, isError: false);
            objectives.Coverage.CountUncovered(counted, HttpMethods.Get, isError: false);
            objectives.Coverage.CountUncovered(counted, "BREW", isError: false);
        }
    }

    // Without the lock of CurrentObjectives, each of the first requests after a change keeps objectives of its own, and what it counts there
    // is in no report.
    [Fact]
    public void FirstRequests_AtTheSameTime_CountInOnePlace()
    {
        using SloRegistry registry = new();
        CurrentObjectives current = TestObjectives.Current(registry);
        for (var round = 0; round < 200; round++)
        {
            registry.Add(new SloObjectiveBuilder($"objective-{round}").TargetPercent(99).HttpServer(_ => { }).Build());
            HttpObjectives[] seen = new HttpObjectives[4];
            using Barrier start = new(seen.Length);
            Thread[] threads = [.. Enumerable.Range(0, seen.Length).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                seen[i] = current.Get();
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.All(seen, one => Assert.Same(seen[0], one));
        }
    }

    // Threads count at the same time: nothing is lost.
    [Fact]
    public void Counting_OfManyThreads_LosesNothing()
    {
        using SloRegistry registry = new();
        HttpObjectives objectives = Objectives(registry);
        Endpoint[] endpoints = [.. Enumerable.Range(0, 10).Select(i => Endpoint($"/{i}"))];
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                objectives.Coverage.CountUncovered(objectives.For(endpoints[i % 10]), i % 3 == 0 ? HttpMethods.Post : HttpMethods.Get, i % 5 == 0);
                objectives.Coverage.CountCovered();
            }
        });

        CoverageReport report = objectives.Coverage.Report;
        Assert.Equal((80_000, 80_000, 0.5), (report.Covered, report.Uncovered, report.CoveredRatio));
        Assert.Equal((20, 16_000), (report.Routes.Count, report.Routes.Sum(route => route.Errors)));
    }

    [SeededProperties]
    public sealed class Properties
    {
        private static readonly Gen<(int Route, int Method, bool IsError, bool IsCovered)> Request =
            from route in Gen.Choose(0, 5)
            from method in Gen.Choose(0, 2)
            from isError in Gen.Elements(true, false)
            from isCovered in Gen.Elements(true, false)
            select (route, method, isError, isCovered);

        [FsCheck.Xunit.Property]
        public static Property Report_OfAnyRequests_HasTheNaiveSums() => Prop.ForAll(Arb.From(Gen.ListOf(Request)), requests =>
        {
            using SloRegistry registry = new();
            HttpObjectives objectives = Objectives(registry);
            string[] methods = ["GET", "POST", "BREW"];
            Endpoint[] endpoints = [.. Enumerable.Range(0, 6).Select(i => Endpoint($"/{i}"))];
            foreach ((var route, var method, var isError, var isCovered) in requests)
            {
                if (isCovered)
                {
                    objectives.Coverage.CountCovered();
                }
                else
                {
                    objectives.Coverage.CountUncovered(objectives.For(endpoints[route]), methods[method], isError);
                }
            }

            CoverageReport report = objectives.Coverage.Report;
            Assert.Equal(requests.Count(one => one.IsCovered), report.Covered);
            Assert.Equal(
                requests.Where(one => !one.IsCovered).GroupBy(one => (Method: methods[one.Method] == "BREW" ? "_OTHER" : methods[one.Method], Route: $"/{one.Route}"))
                    .Select(group => new RouteReport(group.Key.Method, group.Key.Route, group.Count(), group.Count(one => one.IsError)))
                    .OrderByDescending(one => one.Requests).ThenBy(one => one.Name, StringComparer.Ordinal),
                report.Routes);
        });
    }

    private static HttpObjectives Objectives(SloRegistry registry)
    {
        registry.Add(new SloObjectiveBuilder("orders").TargetPercent(99).HttpServer(http => http.Route("/orders")).Build());
        return new([registry], new UserCode(TimeProvider.System, NullLogger.Instance), NullLogger.Instance, new(SloRegistry.CreateCounter(), DateTimeOffset.UnixEpoch));
    }

    private static RouteEndpoint Endpoint(string route) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(route), 0, EndpointMetadataCollection.Empty, null);
}
