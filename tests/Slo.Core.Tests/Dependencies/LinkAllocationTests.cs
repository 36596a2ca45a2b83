using System.Diagnostics;
using Slo.Dependencies;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>What linking calls to a request allocates: nothing beyond the first use of a dependency. What a client allocates for its
/// activity, linked or not, is its own.</summary>
[Collection("calls")]
public sealed class LinkAllocationTests
{
    private const int Requests = 256;
    private const long OwnCallBytes = 152;

    // Many, because each part of the table of work has calls of its own to use again.
    private readonly Activity[] _requests = [.. Enumerable.Range(0, Requests).Select(i => new Activity($"request {i}").Start())];

    [Theory]
    [InlineData("usual port")]
    [InlineData("unusual port")]
    [InlineData("database")]
    [InlineData("address")]
    [InlineData("failed")]
    [InlineData("nested")]
    [InlineData("many")]
    public void CallsWithActivities_Linked_AllocateNothing(string calls)
    {
        Assert.Equal(Measure(isLinked: false, Play), Measure(isLinked: true, Play));

        void Play((Source Source, World World) at)
        {
            for (var i = 0; i < Requests; i++)
            {
                Activity.Current = _requests[i];
                SloCallScope scope = SloCalls.Begin();
                Make(calls, at.Source);
                Record(at.World, scope);
            }
        }
    }

    [Fact]
    public void CallsWithActivities_OfAsynchronousRequests_AllocateNothing()
    {
        SingleThread thread = new();
        Assert.Equal(Measure(isLinked: false, Play), Measure(isLinked: true, Play));

        void Play((Source Source, World World) at) => thread.Run(async () =>
        {
            for (var i = 0; i < Requests; i++)
            {
                await OneAsync(at, _requests[i]);
            }
        });

        async Task OneAsync((Source Source, World World) at, Activity request)
        {
            Activity.Current = request;
            SloCallScope scope = SloCalls.Begin();
            await thread.Later();
            using (at.Source.Start("payments.internal", 8443))
            {
                await thread.Later();
            }

            Record(at.World, scope);
        }
    }

    // docs/insight.md has the number. The context says what is within the call.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OwnCall_Linked_AllocatesItsScopeAndAnExecutionContext(bool isAddress)
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        Uri address = new("http://payments.internal:8080/");

        (var unlinked, var linked) = InCleanThread(() => (Of(isLinked: false), Of(isLinked: true)));

        Assert.Equal(OwnCallBytes * Requests, linked - unlinked);
        Assert.Contains($"An own call allocates {OwnCallBytes} bytes", Page, StringComparison.Ordinal);

        long Of(bool isLinked) => InContexts(_requests, _ =>
        {
            SloCallScope scope = isLinked ? SloCalls.Begin() : default;
            (isAddress ? SloDependency.Start(address) : SloDependency.Start("payments")).Dispose();
            Record(world, scope);
        });
    }

    [Fact]
    public void WorkWithoutAnActivity_AllocatesWhatFindsIt()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();

        var bytes = InCleanThread(() => InContexts(new Activity?[Requests], _ => Record(world, SloCalls.Begin())));

        Assert.Equal(0, bytes % Requests);
        Assert.Contains($"work without an activity {bytes / Requests}", Page, StringComparison.Ordinal);
    }

    // docs/insight.md has the number of names that are kept.
    [Fact]
    public void Addresses_BeyondTheLimit_AreNamedAllTheSame()
    {
        AddressNames names = new();
        for (var i = 0; i < 2 * AddressNames.Most; i++)
        {
            Assert.Equal($"host{i}:8443/shop", names.Of($"host{i}", 8443, "shop"));
        }

        Assert.Equal("host:8443", names.Of("host", 8443));
        Assert.Contains($"up to {AddressNames.Most} addresses", Page, StringComparison.Ordinal);
    }

    private static string Page => File.ReadAllText(Repository.PathOf("docs", "insight.md")).ReplaceLineEndings(" ");

    // The contexts of a test have values of their own.
    private static T InCleanThread<T>(Func<T> measure)
    {
        T result = default!;
        Thread clean = new(() => result = measure());
        clean.UnsafeStart();
        clean.Join();
        return result;
    }

    // As a server begins each request.
    private static long InContexts(Activity?[] requests, ContextCallback play)
    {
        ExecutionContext[] contexts = [.. requests.Select(request =>
        {
            Activity.Current = request;
            return ExecutionContext.Capture()!;
        })];
        return Allocations.Of(() =>
        {
            foreach (ExecutionContext context in contexts)
            {
                ExecutionContext.Run(context, play, null);
            }
        });
    }

    private static void Make(string calls, Source source)
    {
        switch (calls)
        {
            case "usual port":
                source.Call("payments.internal", 443, httpStatus: 200);
                break;
            case "unusual port":
                source.Call("payments.internal", 8443, httpStatus: 200);
                break;
            case "database":
                source.Call("db.internal", 6432, "shop");
                break;
            case "address":
                source.Call("fe80::1", 8080, httpStatus: 200);
                break;
            case "failed":
                source.Call("payments.internal", 8443, httpStatus: 503);
                break;
            case "nested":
                using (Activity? outer = source.Start(null))
                {
                    outer?.SetTag("grpc.status_code", "0");
                    source.Call("payments.internal", 8443, httpStatus: 200);
                }

                break;
            default:
                for (var i = 0; i < 100; i++)
                {
                    source.Call("payments.internal", 8443, httpStatus: i % 2 == 0 ? 200 : 500);
                }

                break;
        }
    }

    private static void Record(World world, SloCallScope scope)
    {
        SloCalls? calls = scope.End();
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = calls });
        scope.Release(calls);
    }

    private static long Measure(bool isLinked, Action<(Source Source, World World)> play)
    {
        using Source source = new();
        using World world = new();
        using IDisposable? observation = isLinked ? SloDependency.Observe(source.Name) : null;
        using ActivityListener? listener = isLinked ? null : Listen(source.Name);
        var bytes = Allocations.Of(() => play((source, world)));
        Assert.Equal(isLinked ? 1 : 0, world.Tracker.GetDependencies().Dependencies.Count);
        return bytes;
    }

    private static ActivityListener Listen(string name)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
