using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.ClosedForm;

/// <summary>Cases about adding up: over instances counts add, over slices of time ratios do.</summary>
internal static class AggregationCases
{
    internal static void Aggregation(ClosedFormCase item)
    {
        if (item.Has("instances"))
        {
            Instances(item);
        }
        else
        {
            Slices(item);
        }
    }

    private static void Instances(ClosedFormCase item)
    {
        (long Good, long Total)[] instances = item.Pairs("instances");
        SloStatus status = Measured.Status(
            item.Target, TimeSpan.FromDays(30), instances.Sum(pair => pair.Good), instances.Sum(pair => pair.Total - pair.Good));

        item.Equals("error_ratio", 1 - status.ComplianceRatio);
        Assert.NotEqual(item.ExpectedNumber("wrong_mean_of_ratios").ToDouble(), 1 - status.ComplianceRatio!.Value, tolerance: 0.01);
    }

    private static void Slices(ClosedFormCase item)
    {
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(
            new SloObjectiveBuilder("slices").TargetPercent(95).RatioTimeslices(TimeSpan.FromMinutes(1)).NoRules().Build());
        foreach ((long good, long total) in item.Pairs("slices"))
        {
            tracker.Record(good, total - good);
            time.Advance(TimeSpan.FromMinutes(1));
            registry.Evaluate();
        }

        item.Equals("ratio", tracker.Status.ComplianceRatio);
    }
}
