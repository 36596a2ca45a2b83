using FsCheck.Xunit;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>OpenSLO out and in again is the same objective, whatever it is.</summary>
public sealed class RoundTripProperties
{
    [Property(MaxTest = 250, Arbitrary = [typeof(AnyObjectives)])]
    public void Write_OfAnyObjectives_ReadsAsTheSame(SloObjective[] objectives)
    {
        var text = OpenSloWriter.Write(objectives, out IReadOnlyList<SloFinding> losses);
        SloDefinitionSet read = SloDefinitionReader.Read(text, "written.yaml", new SloReadOptions { IsStrict = true, IsComplete = true });

        Assert.True(losses.Count == 0, string.Join('\n', losses));
        Assert.True(read.IsValid, $"{string.Join('\n', read.Findings)}\n{text}");
        Assert.Equal(objectives.Length, read.Objectives.Count);
        foreach ((SloObjective before, SloObjective after) in objectives.Zip(read.Objectives))
        {
            AssertSame(before, after, text);
        }
    }

    [Property(MaxTest = 250, Arbitrary = [typeof(AnyObjectives)])]
    public void Write_OfWhatWasRead_IsTheSameText(SloObjective[] objectives)
    {
        var text = OpenSloWriter.Write(objectives, out _);

        var again = OpenSloWriter.Write(SloDefinitionReader.Read(text, "written.yaml").Objectives, out _);

        Assert.Equal(text, again);
    }

    [Property(MaxTest = 250, Arbitrary = [typeof(AnyObjectives)])]
    public void Compare_OfObjectivesAndTheirCopies_FindsNothing(SloObjective[] objectives) =>
        Assert.Empty(SloDefinitionDiff.Compare(objectives, SloDefinitionReader.Read(OpenSloWriter.Write(objectives, out _), "written.yaml").Objectives));

    private static void AssertSame(SloObjective before, SloObjective after, string text)
    {
        Assert.Equal(before.Name, after.Name);
        Assert.Equal(before.DisplayName, after.DisplayName);
        Assert.Equal(before.Service, after.Service);
        Assert.Equal(before.Description, after.Description);
        Assert.Equal(before.Owner, after.Owner);
        Assert.Equal(before.Labels.OrderBy(label => label.Key, StringComparer.Ordinal), after.Labels.OrderBy(label => label.Key, StringComparer.Ordinal));
        Assert.Equal(before.Annotations.OrderBy(one => one.Key, StringComparer.Ordinal), after.Annotations.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.True(before.Indicator.Equals(after.Indicator), text);
        Assert.Equal(before.LatencyThreshold, after.LatencyThreshold);
        Assert.Equal(before.TargetRatio, after.TargetRatio);
        Assert.Equal(
            (before.Period.Length, before.Period.Unit, before.Period.Count, before.Period.Anchor, before.Period.TimeZone?.Id),
            (after.Period.Length, after.Period.Unit, after.Period.Count, after.Period.Anchor, after.Period.TimeZone?.Id));
        Assert.Equal(before.Method, after.Method);
        Assert.Equal(before.Definition.Rules, after.Definition.Rules);
        Assert.True(before.Rules.SequenceEqual(after.Rules), $"{string.Join(", ", before.Rules)} became {string.Join(", ", after.Rules)}:\n{text}");
        Assert.Equal(before.IsCompact, after.IsCompact);
        Assert.Equal(before.Grouping, after.Grouping);
        Assert.Equal(before.Definition, after.Definition);
    }
}
