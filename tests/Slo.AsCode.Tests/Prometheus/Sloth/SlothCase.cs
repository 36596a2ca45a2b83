using System.Globalization;
using Slo.Testing;
using YamlDotNet.RepresentationModel;

namespace Slo.Tests.Prometheus.Sloth;

/// <summary>A specification of Sloth as objectives, and the rules that Sloth made of it.</summary>
internal sealed class SlothCase
{
    private readonly string _arguments;

    private SlothCase(string name)
    {
        string PathOf(string file) => Oracle.PathOf("sloth", "dev", name, file);
        _arguments = File.ReadAllText(PathOf("args.txt"));
        Expected = GeneratedRules.Read(File.ReadAllText(PathOf("rules.yaml")));
        YamlStream stream = [];
        stream.Load(new StringReader(File.ReadAllText(PathOf("spec.yaml"))));
        HashSet<string> names = [];
        Objectives = [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().SelectMany(root => Read(root, names))];
    }

    internal GeneratedRules Expected { get; }

    internal IReadOnlyList<SloObjective> Objectives { get; }

    internal PrometheusRulesOptions Options => new()
    {
        Flavor = PrometheusFlavor.Sloth,
        Recordings = !_arguments.Contains("--disable-recordings", StringComparison.Ordinal),
        Alerts = !_arguments.Contains("--disable-alerts", StringComparison.Ordinal),
        ExtraLabels = _arguments.Contains("cmd=", StringComparison.Ordinal)
            ? new Dictionary<string, string> { ["cmd"] = "examplesgen.sh" } : new Dictionary<string, string>(),
    };

    internal static SlothCase Load(string name) => new(name);

    private IEnumerable<SloObjective> Read(YamlMappingNode root, HashSet<string> names) => Text(root, "kind") == "SLO"
        ? [ReadOpenSlo(root)]
        : Items(Child(root, "spec", root), "slos").Select(slo => ReadSlo(Child(root, "spec", root), slo, names));

    private SloObjective ReadSlo(YamlMappingNode spec, YamlMappingNode slo, HashSet<string> names)
    {
        var isWeek = _arguments.Contains("7d", StringComparison.Ordinal);
        var own = Text(slo, "name")!;

        // Names are unique here, and within a service there.
        SloObjectiveBuilder builder = new SloObjectiveBuilder(names.Add(own) ? own : $"{Text(spec, "service")}-{own}").Service(Text(spec, "service"))
            .Annotation("slo.dev/name-in-service", own)
            .TargetPercent(decimal.Parse(Text(slo, "objective")!, CultureInfo.InvariantCulture))
            .Rolling(TimeSpan.FromDays(isWeek ? 7 : 30)).NoRules().Indicator(Indicator(Child(slo, "sli", slo)));
        foreach ((string key, string value) in Pairs(spec, "labels").Concat(Pairs(slo, "labels")))
        {
            builder.Label(key, value);
        }

        YamlMappingNode alerting = Child(slo, "alerting", slo);
        if (Text(alerting, "name") is { } name && alerting != slo)
        {
            builder.Annotation("slo.dev/alert-name", name);
        }

        Annotate(builder, alerting, "alert");
        decimal[] fractions = isWeek ? [0.08m, 0.125m, 0.2m, 0.42m] : [0.02m, 0.05m, 0.1m, 0.1m];
        AddRules(builder, alerting, "page", AlertSeverity.Page, ("1h", fractions[0]), ("6h", fractions[1]));
        AddRules(builder, alerting, "ticket", AlertSeverity.Ticket, ("1d", fractions[2]), ("3d", fractions[3]));
        return builder.Build();
    }

    private static void AddRules(
        SloObjectiveBuilder builder, YamlMappingNode alerting, string word, AlertSeverity severity, params (string Window, decimal Fraction)[] rules)
    {
        YamlMappingNode alert = Child(alerting, word + "_alert", Child(alerting, word + "Alert", alerting));
        if (Text(alert, "disable") == "true")
        {
            return;
        }

        Annotate(builder, alert, alert == alerting ? "alert" : word);
        foreach ((string window, decimal fraction) in rules)
        {
            builder.BudgetRule(severity, fraction, Samples.Duration(window));
        }
    }

    private static void Annotate(SloObjectiveBuilder builder, YamlMappingNode alert, string prefix)
    {
        foreach ((string key, string value) in Pairs(alert, "labels"))
        {
            builder.Annotation($"slo.dev/{prefix}-label.{key}", value);
        }

        foreach ((string key, string value) in Pairs(alert, "annotations"))
        {
            builder.Annotation(prefix == "alert" ? key : $"slo.dev/{prefix}-annotation.{key}", value);
        }
    }

    private static QueryIndicator Indicator(YamlMappingNode sli) => new("Prometheus")
    {
        Bad = Text(Child(sli, "events", sli), "error_query") ?? Text(Child(sli, "events", sli), "errorQuery"),
        Total = Text(Child(sli, "events", sli), "total_query") ?? Text(Child(sli, "events", sli), "totalQuery"),
        Raw = Text(Child(sli, "raw", sli), "error_ratio_query") ?? Text(Child(sli, "raw", sli), "errorRatioQuery"),
        IsRawBad = true,
    };

    /// <summary>OpenSLO's v1alpha: each objective is one of Sloth's, numbered.</summary>
    private static SloObjective ReadOpenSlo(YamlMappingNode root)
    {
        YamlMappingNode spec = Child(root, "spec", root);
        YamlMappingNode objective = Items(spec, "objectives").Single();
        YamlMappingNode ratio = Child(objective, "ratioMetrics", objective);
        return new SloObjectiveBuilder(Text(Child(root, "metadata", root), "name") + "-0").Service(Text(spec, "service"))
            .TargetRatio(decimal.Parse(Text(objective, "target")!, CultureInfo.InvariantCulture)).NoRules()
            .Indicator(new QueryIndicator("Prometheus") { Good = Text(Child(ratio, "good", ratio), "query"), Total = Text(Child(ratio, "total", ratio), "query") })
            .Build();
    }

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode node, string key) =>
        ((YamlSequenceNode)node.Children[new YamlScalarNode(key)]).Children.Cast<YamlMappingNode>();

    private static IEnumerable<(string Key, string Value)> Pairs(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) && child is YamlMappingNode pairs
            ? pairs.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, ((YamlScalarNode)pair.Value).Value!))
            : [];

    private static YamlMappingNode Child(YamlMappingNode node, string key, YamlMappingNode otherwise) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) && child is YamlMappingNode found ? found : otherwise;

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? (child as YamlScalarNode)?.Value : null;
}
