using System.Globalization;
using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Prometheus.Sloth;

/// <summary>The flavour of Sloth against what Sloth itself made of the same specification, rule by rule. What differs on purpose is said in docs/prometheus.md.</summary>
public sealed partial class SlothRulesTests
{
    // Their plugins make rules that no definition here can say.
    private static readonly string[] ByPlugin = ["example-contrib-denominator-corrected", "example-plugin-getting-started"];

    private static readonly string[] OfTheGenerator = ["sloth_mode", "sloth_spec", "sloth_version", "plug-l1", "plug-l2", "plug-l3"];

    public static TheoryData<string> Names => Oracle.Root is null
        ? [""]
        : [.. Directory.EnumerateDirectories(Oracle.PathOf("sloth", "dev")).Select(path => Path.GetFileName(path))
            .Where(name => name != "validate" && !ByPlugin.Contains(name)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rules_OfASlothCase_AreTheExpectedOnes(string name)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        Promtool.SkipWhereAbsent();
        var example = SlothCase.Load(name);

        var yaml = PrometheusRules.Generate(example.Objectives, example.Options);
        var generated = GeneratedRules.Read(yaml);

        // Two services may name an alert alike; their series tell them apart, which lint does not see.
        await Promtool.CheckAsync(yaml, lint: "none");
        GeneratedRule[] expected = [.. example.Expected.All.Where(rule => !IsOfAPlugin(rule))];
        Assert.Equal(expected.Select(Identity), generated.All.Select(Identity));
        Assert.All(expected.Zip(generated.All), pair => Compare(pair.First, pair.Second));
    }

    private static bool IsOfAPlugin(GeneratedRule rule) => rule.Record?.StartsWith("sloth_slo_info_", StringComparison.Ordinal) == true;

    private static string Identity(GeneratedRule rule) =>
        $"{rule.Group}: {rule.Name}{{{string.Join(",", rule.Labels.Where(label => !OfTheGenerator.Contains(label.Key)).OrderBy(label => label.Key, StringComparer.Ordinal))}}}";

    private static void Compare(GeneratedRule expected, GeneratedRule generated)
    {
        Assert.Equal(expected.Annotations.OrderBy(pair => pair.Key), generated.Annotations.OrderBy(pair => pair.Key));
        if (expected.Alert is not null)
        {
            Assert.Equal(Conditions(expected.Expr), Conditions(generated.Expr));
            Assert.NotEmpty(Conditions(expected.Expr));
        }
        else if (Vector().Match(expected.Expr) is { Success: true } vector)
        {
            Assert.Equal(Value(vector), Value(Vector().Match(generated.Expr)));
        }
        else if (!expected.Expr.StartsWith("sum_over_time(slo:", StringComparison.Ordinal))
        {
            Assert.Equal(Bare(expected.Expr), Bare(generated.Expr));
        }
        else
        {
            // The period of Sloth is a mean of ratios; ours is one of events, over the same queries.
            Assert.DoesNotContain("count_over_time", generated.Expr, StringComparison.Ordinal);
            Assert.Contains($"[{SloDuration.Format(TimeSpan.FromDays(generated.Record!.EndsWith("1w", StringComparison.Ordinal) ? 7 : 30))}", generated.Expr, StringComparison.Ordinal);
        }
    }

    // The guard against 0/0, and brackets, are all that may differ.
    private static string Bare(string expr) => Guard().Replace(Noise().Replace(expr, ""), "").Replace(",cmd=\"examplesgen.sh\"", "", StringComparison.Ordinal);

    /// <summary>Window and threshold of each comparison, in order.</summary>
    private static string[] Conditions(string expr) => [.. Condition().Matches(expr).Select(condition => string.Create(
        CultureInfo.InvariantCulture, $"{condition.Groups["window"].Value} {condition.Groups["operator"].Value} {Product(condition.Groups["threshold"].Value):0.##########}"))];

    private static double Product(string text) =>
        text.Trim('(', ')').Split('*').Aggregate(1.0, (product, factor) => product * double.Parse(factor, CultureInfo.InvariantCulture));

    private static double Value(Match vector) =>
        Math.Round(vector.Groups["value"].Value.Split('-').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).Aggregate((whole, part) => whole - part), 12);

    [GeneratedRegex(@"ratio_rate(?<window>\w+)\{[^}]*\} (?<operator>>=?) (?<threshold>\([^)]*\)|[0-9.e-]+)")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^vector\((?<value>[0-9.e-]+)\)$")]
    private static partial Regex Vector();

    [GeneratedRegex(@"[\s()]")]
    private static partial Regex Noise();

    [GeneratedRegex(@">=?0$")]
    private static partial Regex Guard();
}
