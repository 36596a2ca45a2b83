using System.Text.Json;
using Slo.Cli.Convert;
using Slo.Cli.Definitions;
using Xunit;

namespace Slo.Tests.Definitions;

/// <summary>Every kind of rule, by every basis and with every argument, through every format: what forgets a new kind fails here.</summary>
public sealed class RuleKindTests
{
    public static TheoryData<string> Bases => [.. AlertRuleKind.All.SelectMany(kind => kind.Bases).Select(basis => basis.Condition.Name)];

    public static TheoryData<string, string> Arguments => [.. AlertRuleKind.All.SelectMany(kind => kind.Bases)
        .SelectMany(basis => basis.Arguments.Prepend(basis.Condition).Select(argument => (basis.Condition.Name, argument.Name)))];

    [Fact]
    public void Kinds_OfTheCode_AreAllListed()
    {
        IEnumerable<Type> types = typeof(AlertRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AlertRule)));

        Assert.Equal(
            types.Select(type => (AlertRuleKind)type.GetField("Kind")!.GetValue(null)!).OrderBy(kind => kind.Name, StringComparer.Ordinal),
            AlertRuleKind.All.OrderBy(kind => kind.Name, StringComparer.Ordinal));
        Assert.Distinct(AlertRuleKind.All.Select(kind => kind.Name));
        Assert.Distinct(AlertRuleKind.All.SelectMany(kind => kind.Bases).Select(basis => basis.Condition.Key));
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void Rule_WrittenAsSettings_IsReadAsDeclared(string condition)
    {
        SloObjective objective = Objective(Rule(condition));

        var settings = AppSettingsWriter.Write([objective], out IReadOnlyList<SloFinding> losses);

        using TestFolder folder = new();
        Assert.Empty(losses);
        Assert.Equal(objective.Definition, DefinitionFile.Read(folder.Write("appsettings.json", settings), null).Definition);
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void Rule_WrittenAsOpenSlo_IsReadAsDeclared(string condition)
    {
        SloObjective objective = Objective(Rule(condition));

        var text = OpenSloWriter.Write([objective], out IReadOnlyList<SloFinding> losses);

        Assert.Empty(losses);
        Assert.Equal(objective.Definition, Assert.Single(SloDefinitionReader.Read(text, "written.yaml", new SloReadOptions { IsStrict = true }).Objectives).Definition);
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void Rule_WrittenAsSettings_HasKeysOfTheSchema(string condition)
    {
        using var schema = JsonDocument.Parse(Schema());
        JsonElement properties = schema.RootElement.GetProperty("$defs").GetProperty("rule").GetProperty("properties");

        Assert.All(Rule(condition).Values, value => Assert.Equal(
            value.Key.Unit switch { AlertRuleUnit.Duration => "$ref", AlertRuleUnit.Word => "enum", _ => "type" },
            properties.GetProperty(value.Key.Key).EnumerateObject().First().Name));
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void Rule_InPrometheus_IsAnAlertOrAStatedLoss(string condition)
    {
        SloDefinition without = new()
        {
            Name = "x",
            TargetRatio = 0.999m,
            LatencyThreshold = TimeSpan.FromSeconds(1),
            UsesDefaultRules = false,
        };
        SloObjective objective = (without with { Rules = [Rule(condition)] }).Resolve();

        foreach (PrometheusFlavor flavor in Enum.GetValues<PrometheusFlavor>())
        {
            PrometheusRulesOptions options = new() { Flavor = flavor, AllowLoss = true };
            var alerts = Count(PrometheusRules.Generate([objective], options)) - Count(PrometheusRules.Generate([without.Resolve()], options));
            Assert.True(alerts == 1 || PrometheusRules.Losses([objective], options).Any(loss => loss.Code == SloFindingCodes.PrometheusRuleLoss), $"{flavor}: {condition}");
        }

        static int Count(string rules) => rules.Split("- alert:").Length - 1;
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Argument_ThatGrows_IsADifferenceByItsEffect(string condition, string name)
    {
        AlertRuleDefinition rule = Rule(condition);
        AlertRuleArgument argument = rule.Values.Select(value => value.Key).Single(argument => argument.Name == name);
        AlertRuleDefinition less = argument.Unit == AlertRuleUnit.Word ? With(rule, argument, argument.Words[0]) : rule;
        AlertRuleDefinition more = argument.Unit == AlertRuleUnit.Word ? rule : With(rule, argument, Greater(rule[argument]!));

        IEnumerable<SloDifferenceKind> kinds = SloDefinitionDiff.Compare([Objective(less)], [Objective(more)]).Select(difference => difference.Kind);

        // A share or a ratio is compared by the factor that follows from it.
        SloDifferenceKind[] expected = argument.Effect switch
        {
            AlertRuleEffect.OtherRule => [SloDifferenceKind.RuleAdded, SloDifferenceKind.RuleRemoved],
            AlertRuleEffect.Earlier => [SloDifferenceKind.RuleTightened],
            _ => [SloDifferenceKind.RuleLoosened],
        };
        Assert.Equal(expected, kinds);
    }

    // With a latency threshold, which a rule on latency needs.
    private static SloObjective Objective(AlertRuleDefinition rule) =>
        (new SloDefinition { Name = "x", TargetRatio = 0.999m, LatencyThreshold = TimeSpan.FromSeconds(1), Rules = [rule] }).Resolve();

    private static AlertRuleDefinition Rule(string condition)
    {
        AlertRuleBasis basis = AlertRuleKind.All.SelectMany(kind => kind.Bases).Single(basis => basis.Condition.Name == condition);
        return new(basis, AlertSeverity.Ticket, basis.Arguments.Prepend(basis.Condition).Select(argument => KeyValuePair.Create(argument, Value(argument))));
    }

    private static object Value(AlertRuleArgument argument) => argument.Unit switch
    {
        AlertRuleUnit.Word => argument.Words[^1],
        AlertRuleUnit.Count => 3L,
        AlertRuleUnit.Duration => argument.Example as TimeSpan? ?? TimeSpan.FromMinutes(2),
        _ => argument.Example,
    };

    private static AlertRuleDefinition With(AlertRuleDefinition rule, AlertRuleArgument argument, object value) =>
        new(rule.Basis, rule.Severity, rule.Values.Append(new(argument, value)));

    private static object Greater(object value) => value switch
    {
        TimeSpan duration => duration + TimeSpan.FromMinutes(5),
        long count => count + 1,
        decimal number => number * 1.01m,
        _ => throw new ArgumentException("no number", nameof(value)),
    };

    private static string Schema()
    {
        using Stream stream = typeof(AppSettingsWriter).Assembly.GetManifestResourceStream("appsettings.schema.json")!;
        using StreamReader reader = new(stream);
        return Slo.Cli.Generate.SettingsSchema.Complete(reader.ReadToEnd());
    }
}
