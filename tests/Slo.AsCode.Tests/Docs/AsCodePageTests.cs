using System.Reflection;
using System.Text.RegularExpressions;
using Slo.AsCode.OpenSlo;
using Slo.AsCode.Yaml;
using Slo.Shared.Severities;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>docs/ascode.md says what the code does.</summary>
public sealed partial class AsCodePageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "ascode.md"));

    [Fact]
    public void Annotations_AreThoseOfTheCode() => Assert.Equal(
        Constants(typeof(AnnotationNames)).Where(name => name != AnnotationNames.Prefix).Concat(RuleFields.Annotations).Concat(PropertyAnnotations.All).Order(StringComparer.Ordinal),
        AnnotationRow().Matches(Page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Limits_AreThoseOfTheCode()
    {
        AssertRow($"| size of a file | {YamlLimits.FileSize / 1024 / 1024} MiB |");
        AssertRow($"| nesting | {YamlLimits.Depth} levels |");
        AssertRow($"| values in a document, aliases expanded | {YamlLimits.Nodes:N0} |");
        AssertRow($"| aliases in a document | {YamlLimits.Aliases:N0} |");
        AssertRow($"| characters of one value | {YamlLimits.ScalarLength / 1024} Ki |");
        AssertRow($"| objectives of an SLO | {YamlLimits.Objectives} |");
        AssertRow($"| alert policies of an SLO | {YamlLimits.Policies} |");
        AssertRow($"| elements of a list in a metric source | {YamlLimits.SourceItems} |");
        AssertRow($"| findings kept for a file | {YamlLimits.Findings:N0} |");
        AssertRow($"| files of one reading | {YamlLimits.Files:N0} |");
    }

    [Fact]
    public void SeverityWords_AreThoseOfTheCode() =>
        AssertRow($"| `severity` | page: {Codes(SeverityWords.Page)}; ticket: {Codes(SeverityWords.Ticket)}, all in any case.");

    [Fact]
    public void Example_IsReadWithoutAFinding()
    {
        var example = Example().Match(Page).Groups[1].Value;

        SloDefinitionSet set = Definition.Strict(example);

        Assert.Empty(set.Findings);
        Assert.Equal(2, Assert.Single(set.Objectives).BurnRateRules.Count);
    }

    private static string Codes(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));

    private static void AssertRow(FormattableString row) => Assert.Contains(FormattableString.Invariant(row), Page, StringComparison.Ordinal);

    private static IEnumerable<string> Constants(Type type) => type.GetFields(BindingFlags.NonPublic | BindingFlags.Static)
        .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex(@"^\| `(slo\.dev/[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex AnnotationRow();

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
