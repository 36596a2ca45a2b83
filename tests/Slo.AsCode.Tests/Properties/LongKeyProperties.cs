using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>YAML looks for the colon of a key for 1,024 characters; longer keys are written and read back all the same.</summary>
public sealed class LongKeyProperties
{
    private static readonly string[] Signs = ["k", "ü", "☃", "😀", " ", "\"", "\\", "\t", ": ", "#", "?", "\u0085", "-", "'"];

    [Theory]
    [InlineData(998)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void Write_OfAKeyOfThatLength_ReadsAsTheSame(int length) => Hold(new string('k', length), new string('é', length));

    [Property(MaxTest = 40, Arbitrary = [typeof(LongKeys)])]
    public void Write_OfAnyLongKeys_ReadsAsTheSame((string Key, string Other) keys) => Hold(keys.Key, keys.Other);

    // At every depth, of every kind of value, and inside lists, which are written on one line.
    private static void Hold(string key, string other)
    {
        JsonObject inner = new() { [other] = "x", ["list"] = new JsonArray("a", new JsonObject { [key] = other, ["n"] = 1 }), ["empty"] = new JsonObject() };
        JsonObject fields = new() { [key] = inner, [key + "1"] = 7, [key + "2"] = "a\nb\n", [key + "3"] = new JsonArray(new JsonArray(new JsonObject { [key] = true })) };
        QueryIndicator query = new("Datadog") { Good = "g", Total = "t", Settings = new JsonObject { ["good"] = fields }.ToJsonString() };
        SloObjective[] objectives =
        [
            new SloObjectiveBuilder("queries").TargetRatio(0.99m).Indicator(query).Build(),
            new SloObjectiveBuilder("tags").TargetRatio(0.99m).Instrument("M", "i", i => i.Where(key, "x").BadWhen(key, "y").BadWhen(other, "y").BadWhen(key, "z")).Build(),
        ];

        var text = OpenSloWriter.Write(objectives, out IReadOnlyList<SloFinding> losses);
        SloDefinitionSet read = SloDefinitionReader.Read(text, "written.yaml", new SloReadOptions { IsStrict = true, IsComplete = true });

        Assert.Empty(losses);
        Assert.True(read.IsValid, string.Join('\n', read.Findings));
        QueryIndicator after = Assert.IsType<QueryIndicator>(read.Objectives[0].Indicator);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(query.Settings), JsonNode.Parse(after.Settings!)), text);
        Assert.Equal(objectives[1].Indicator, read.Objectives[1].Indicator);
        var again = OpenSloWriter.Write(read.Objectives, out _);
        Assert.Equal(again, OpenSloWriter.Write(SloDefinitionReader.Read(again, "again.yaml").Objectives, out _));
    }

    private static class LongKeys
    {
        private static readonly Gen<string> Key =
            from length in Gen.Choose(1_000, 5_000)
            from common in Gen.Elements(Signs[..4])
            from signs in Gen.OneOf(Gen.Constant(common), Gen.Elements(Signs)).ArrayOf(length / common.Length)
            from isMixed in Gen.Elements(true, false)
            select "k" + (isMixed ? string.Concat(signs) : string.Concat(signs.Select(_ => common)));

        public static Arbitrary<(string Key, string Other)> Two() => Arb.From(from key in Key from other in Key select (key, other));
    }
}
