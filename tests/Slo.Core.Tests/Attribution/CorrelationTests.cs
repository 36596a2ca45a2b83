using System.Diagnostics;
using FsCheck.Xunit;
using Slo.Attribution;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Attribution;

/// <summary>By what a bad event is found again: trace and span, or the id of its request.</summary>
public sealed class CorrelationTests
{
    [Fact]
    public void Event_InsideAnActivity_HasItsSpan()
    {
        using Activity activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        SloExemplar one = Recorded(new SloEvent(SloOutcome.Bad) { RequestId = "0HN1" });

        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId.ToHexString(), null), (one.TraceId, one.SpanId, one.RequestId));
        Assert.Equal(
            (activity.TraceId.ToHexString(), activity.SpanId.ToHexString()),
            Recorded(new SloEvent(SloOutcome.Bad) { TraceId = activity.TraceId }) is var same ? (same.TraceId, same.SpanId) : default);
    }

    // A span of another trace would lead nowhere.
    [Fact]
    public void Event_WithATraceOfItsOwn_HasNoSpanOfAnother()
    {
        var trace = ActivityTraceId.CreateRandom();
        using Activity activity = new Activity("job").SetIdFormat(ActivityIdFormat.W3C).Start();
        SloExemplar one = Recorded(new SloEvent(SloOutcome.Bad) { TraceId = trace });

        Assert.Equal((trace.ToHexString(), null, null), (one.TraceId, one.SpanId, one.RequestId));
    }

    [Theory]
    [InlineData("0HNFJ2L4U9K3M:00000001", true)]
    [InlineData("0", true)]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", true)]
    [InlineData("6F9619FF8B86D011B42D00C04FC964FF", true)]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("<script>", false)]
    [InlineData("6f9619ff-8b86-d011-b42dx00c04fc964ff", false)]
    [InlineData("0HNFJ2L4U9K3M:000000010HNFJ2L4U9K3M:00000001", false)]
    public void Event_WithoutATrace_HasItsRequestId(string id, bool isKept)
    {
        SloExemplar one = Recorded(new SloEvent(SloOutcome.Bad) { RequestId = id });

        Assert.Equal((null, null, isKept ? id : null), (one.TraceId, one.SpanId, one.RequestId));
    }

    [Property]
    public void RequestId_IsKeptAsItIs_OrNotAtAll(string? id, byte[] characters)
    {
        const string All = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-:";
        foreach (var one in (string[])[id ?? "", new([.. characters.Select(character => All[character % All.Length])])])
        {
            (Correlation packed, var length) = RequestIds.Pack(one);
            var isShort = one.Length is > 0 and <= RequestIds.Longest && one.All(All.Contains);
            Assert.True(!isShort || length == one.Length);
            Assert.True(length == 0 || RequestIds.Unpack(packed, length) == one);
        }
    }

    [Fact]
    public void Summary_WithoutATrace_HasTheRequestId()
    {
        using World world = new();
        for (var i = 0; i < 20; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "502", RequestId = "0HN1:00000001" });
        }

        world.After(TimeSpan.FromMinutes(1));
        SloAttribution found = world.Tracker.GetContributors(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        Assert.EndsWith(", request 0HN1:00000001", found.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_OfARequestId_AllocatesNothing()
    {
        using World world = new();
        SloEvent bad = new(SloOutcome.Bad) { RequestId = "0HNFJ2L4U9K3M:00000001" };
        for (var i = 0; i < 1_000; i++)
        {
            world.Tracker.Record(bad);
        }

        Assert.Equal(0, Allocations.Of(() => world.Tracker.Record(bad)));
    }

    private static SloExemplar Recorded(SloEvent bad)
    {
        using World world = new();
        for (var i = 0; i < 20; i++)
        {
            world.Tracker.Record(bad with { Reason = "502" });
        }

        world.After(TimeSpan.FromMinutes(1));
        return world.Tracker.GetContributors(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Contributors[0].Exemplars[0];
    }
}
