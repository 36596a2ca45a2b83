using Slo.Testing;

namespace Slo.Tests.Prometheus.Sloth;

/// <summary>A specification of Sloth, and the rules that Sloth generated from it.</summary>
internal sealed class SlothCase
{
    private readonly string _arguments;

    private SlothCase(string name)
    {
        string PathOf(string file) => Oracle.PathOf("sloth", "dev", name, file);
        _arguments = File.ReadAllText(PathOf("args.txt"));
        Expected = GeneratedRules.Read(File.ReadAllText(PathOf("rules.yaml")));
        var days = _arguments.Contains("7d", StringComparison.Ordinal) ? 7 : 30;
        SloDefinitionSet read = SloDefinitionReader.ReadFiles([PathOf("spec.yaml")], new SloReadOptions { IsStrict = true, SlothPeriod = TimeSpan.FromDays(days) });
        Objectives = [.. read.Objectives.Select(objective => objective.Annotations.ContainsKey("slo.dev/sloth-name") ? objective : AsSlothReadsOpenSlo(objective))];
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

    // Objectives of an SLO are numbered there, and OpenSLO's alerts left out.
    private static SloObjective AsSlothReadsOpenSlo(SloObjective objective) => new SloObjectiveBuilder(objective.Name + "-0")
        .Service(objective.Service).TargetRatio(objective.TargetRatio).Rolling(objective.Period.Length).Indicator(objective.Indicator).NoRules().Build();
}
