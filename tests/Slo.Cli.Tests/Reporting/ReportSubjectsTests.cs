using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Reporting;

/// <summary>What a report reads of a registry.</summary>
public sealed class ReportSubjectsTests
{
    // The history of an objective is some thousand steps: of ten thousand objectives it must not be read.
    [Fact]
    public void Subjects_OfTooManyObjectives_AreThoseWithTheLeastBudgetLeft()
    {
        ManualTime time = new(ReportWorld.March);
        using SloRegistry registry = new(time);
        SloTracker[] trackers =
        [
            .. Enumerable.Range(0, ReportLimits.MostObjectives + 3).Select(i => registry.Add(ReportWorld.Objective(FormattableString.Invariant($"o{i}")).NoRules().Build())),
        ];
        time.Advance(TimeSpan.FromMinutes(1));
        trackers[^1].Record(90, 10);
        trackers[^2].Record(100, 0);
        time.Advance(TimeSpan.FromMinutes(1));
        registry.Evaluate();

        (IReadOnlyList<ReportSubject> subjects, var omitted) = ReportSubjects.Of(registry, [], [], [], CancellationToken.None);

        Assert.Equal((ReportLimits.MostObjectives, 3), (subjects.Count, omitted));
        Assert.Equal([trackers[^1].Objective.Name, trackers[^2].Objective.Name], subjects.Take(2).Select(subject => subject.Objective.Name));
        Assert.Equal(10, subjects[0].Steps.Sum(step => step.Events.Bad));

        (subjects, omitted) = ReportSubjects.Of(registry, ["O1", "o2"], [], [], CancellationToken.None);
        Assert.Equal(["o1", "o2"], subjects.Select(subject => subject.Objective.Name));
        Assert.Equal(0, omitted);
    }
}
