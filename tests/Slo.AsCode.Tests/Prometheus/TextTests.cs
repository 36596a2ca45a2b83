using FsCheck.Xunit;
using Slo.AsCode.Prometheus;
using Slo.AsCode.Yaml;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Slo.Tests.Prometheus;

/// <summary>Texts and numbers on their way into YAML and PromQL.</summary>
public sealed class TextTests
{
    // A lone half of a pair is no text, and becomes the sign for that.
    [Property]
    public bool Text_AsYaml_IsReadBackByAnotherParser(string? text) => Read("- a: " + YamlText.Quote(text ?? "") + "\n") == Repaired(text ?? "")
        && Read("- a: " + YamlText.Block(text ?? "", 6) + "\n") == Repaired(text ?? "")
        && Read("- a: " + YamlWriter.Scalar(text ?? "") + "\n") == Repaired(text ?? "");

    // In definitions as in rules. No theory: attributes are UTF-8, which has no half of a pair.
    [Fact]
    public void Text_WithHalfAPair_IsWrittenWithTheSignForThat() => Assert.All(["\uD83D", "a\uDE00b", "\uD83D\n\uFFFE"], text =>
    {
        YamlWriter yaml = new();
        yaml.Item(() => yaml.Field("a", text));

        Assert.Equal(Repaired(text), Read(yaml.ToString()));
        Assert.Equal(Repaired(text), Read("- a: " + YamlText.Quote(text) + "\n"));
    });

    [Theory]
    [InlineData("sum(x)\n/\n  sum(y)")]
    [InlineData("a # b")]
    [InlineData("- x\n\n: y")]
    [InlineData("'\"`|>%@")]
    [InlineData("\u2028\u0085\uFEFF\t\u0001")]
    [InlineData("😀\n😀")]
    public void Text_ThatIsHardOnYaml_IsReadBack(string text)
    {
        Assert.Equal(text, Read("- a: " + YamlText.Block(text, 6) + "\n"));
        Assert.Equal(text, Read("- a: " + YamlText.Quote(text) + "\n"));
    }

    [Theory]
    [InlineData("0.0144", "0.0144")]
    [InlineData("0.001000000000000000000000000", "0.001")]
    [InlineData("0.9333333333333333333333333333", "0.9333333333333333")]
    [InlineData("0.000000000001", "0.000000000001")]
    [InlineData("13.44", "13.44")]
    [InlineData("86400", "86400")]
    public void Number_OfADefinition_IsPrintedAsWritten(string value, string expected) =>
        Assert.Equal(expected, PromNumber.Format(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.99, 2.3263478740408408)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(0.999999, 4.753424308822899)]
    public void Quantile_OfTheNormalDistribution_IsThatOfTables(double confidence, double expected) =>
        Assert.Equal(expected, SloStatistics.NormalQuantile(confidence), 1e-9);

    private static string Read(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return ((YamlScalarNode)((YamlSequenceNode)stream.Documents[0].RootNode)[0]["a"]).Value!;
    }

    private static string Repaired(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
