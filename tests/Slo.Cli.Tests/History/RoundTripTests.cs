using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.History;

/// <summary>Export, import, export: the same file, and the same status by it.</summary>
[SeededProperties]
public sealed class RoundTripTests
{
    [Property(MaxTest = 40, Arbitrary = [typeof(Scripts)])]
    public async Task History_OutAndIn_IsTheSame((TimeSpan Length, SloEventCounts? Events)[] script, bool isCompact, bool isCalendar)
    {
        using TestFolder folder = new();
        var definitions = folder.Definitions($$"""
            "a": { "TargetPercent": 90, "Compact": {{(isCompact ? "true" : "false")}}, "Period": "{{(isCalendar ? "1M" : "7d")}}" }
            """);
        await StateFiles.WriteAsync(folder.PathOf("live.db"), Slo.Cli.Definitions.DefinitionFile.Read(definitions, "a"), script);

        ToolRun first = await ToolRun.Of("export", "--state", folder.PathOf("live.db"));
        Assert.Equal((0, ""), (first.Code, first.Error));
        ToolRun import = await ToolRun.Of("import", "--state", folder.PathOf("copy.db"), "--slo", definitions, "--trace", folder.Write("a.csv", first.Output));
        Assert.Equal(0, import.Code);
        ToolRun second = await ToolRun.Of("export", "--state", folder.PathOf("copy.db"));

        Assert.Equal(first.Output, second.Output);
        ToolRun live = await ToolRun.Of("report", "--state", folder.PathOf("live.db"), "-i", definitions, "--format", "json");
        ToolRun copy = await ToolRun.Of("report", "--state", folder.PathOf("copy.db"), "-i", definitions, "--format", "json");
        Assert.Equal(live.Output, copy.Output);
    }

    private static class Scripts
    {
        // Whole seconds, as the file has them. It begins and ends with time that was observed.
        public static Arbitrary<(TimeSpan Length, SloEventCounts? Events)[]> Script() => Arb.From(
            from lines in Gen.Frequency((5, Line), (1, Gap)).ArrayOf()
            from first in Line
            from last in Line
            select ((TimeSpan, SloEventCounts?)[])[first, .. lines, last]);

        private static Gen<(TimeSpan, SloEventCounts?)> Line =>
            from length in Length
            from good in Gen.Choose(0, 10_000)
            from bad in Gen.Choose(0, 100)
            select (length, (SloEventCounts?)new SloEventCounts(good, bad));

        private static Gen<(TimeSpan, SloEventCounts?)> Gap => Length.Select(length => (length + TimeSpan.FromSeconds(6), (SloEventCounts?)null));

        private static Gen<TimeSpan> Length => Gen.OneOf(
            Gen.Choose(1, 100).Select(seconds => TimeSpan.FromSeconds(seconds)), Gen.Choose(1, 100).Select(minutes => TimeSpan.FromMinutes(minutes)),
            Gen.Choose(1, 30).Select(hours => TimeSpan.FromHours(hours)));
    }
}
