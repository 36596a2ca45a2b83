using Slo.Cli.Infrastructure;

namespace Slo.Cli.Generate;

/// <summary><c>slo generate</c>: what other tools read, from the definitions.</summary>
internal sealed class GenerateVerb : Verb
{
    internal GenerateVerb()
        : base("generate", "Generate rules, their tests, routing, dashboards and schemas.")
    {
        Add(new GeneratePrometheusVerb());
        Add(new GeneratePromtoolTestVerb());
        Add(new GenerateAlertmanagerVerb());
        Add(new GenerateGrafanaVerb());
        Add(new GenerateSchemaVerb());
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo generate prometheus -i slo/ -o slo.rules.yml",
        "slo generate json-schema -o appsettings-schema.json",
    ];
}
