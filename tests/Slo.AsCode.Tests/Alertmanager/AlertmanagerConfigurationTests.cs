using Slo.Testing;
using Slo.Tests.Prometheus;
using Xunit;

namespace Slo.Tests.Alertmanager;

public sealed class AlertmanagerConfigurationTests
{
    public static TheoryData<string, PrometheusRulesOptions, string, string> Configurations => new()
    {
        {
            "plain", new(), """["slo_name!=\"\"", "severity=\"page\""]""", """["slo_name", "slo_service"]"""
        },
        {
            "plain", new() { ExtraLabels = new Dictionary<string, string> { ["env"] = "prod", ["cluster"] = "eu" } },
            """["slo_name!=\"\"", "severity=\"page\""]""", """["slo_name", "slo_service", "cluster", "env"]"""
        },
        {
            "critical", new(), """["slo_name!=\"\"", "severity=~\"P1\\\\.a|critical|page\""]""", """["slo_name", "slo_service"]"""
        },
        {
            "critical", new() { Flavor = PrometheusFlavor.Sloth }, """["sloth_slo!=\"\"", "sloth_severity=\"page\""]""", """["sloth_slo", "sloth_service"]"""
        },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Configuration_IsLoadedByAlertmanager(string severities, PrometheusRulesOptions options, string pages, string incident)
    {
        var yaml = AlertmanagerConfiguration.Generate(Objectives(severities), options);

        Assert.Contains($"    - matchers: {pages}\n      receiver: \"slo-page\"\n      group_by: {incident}\n", yaml, StringComparison.Ordinal);
        Assert.Contains($"  - source_matchers: {pages}\n", yaml, StringComparison.Ordinal);
        Assert.Contains($"    equal: {incident}\n", yaml, StringComparison.Ordinal);
        Assert.Equal(options.Flavor == PrometheusFlavor.Native, yaml.Contains("\"instance!=", StringComparison.Ordinal));
        await CheckAsync(yaml);
    }

    [Fact]
    public async Task Receiver_OfPagesAndTickets_HasOneRoute()
    {
        var yaml = AlertmanagerConfiguration.Generate(Objectives("plain"), pageReceiver: "team \"a\"", ticketReceiver: "team \"a\"");

        Assert.Single(yaml.Split('\n'), line => line.StartsWith("    - matchers: ", StringComparison.Ordinal));
        Assert.Single(yaml.Split('\n'), line => line == "  - name: \"team \\\"a\\\"\"");
        await CheckAsync(yaml);
    }

    // The page route would take the tickets of all others.
    [Theory]
    [InlineData("""{"severity":"ticket"}""")]
    [InlineData("""{"severity":"warning"}""")]
    public void Severities_ThatMeanAPageHereAndATicketThere_AreRejected(string pageLabels)
    {
        SloObjective[] objectives =
        [
            Samples.Of("30d").Annotation("slo.dev/page-labels", pageLabels).Build(),
            Samples.Of("7d").Annotation("slo.dev/ticket-labels", pageLabels).Build(),
        ];

        SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(() => AlertmanagerConfiguration.Generate(objectives)).Findings);
        Assert.Equal((SloFindingCodes.GeneratorOption, "shop-7d"), (error.Code, error.Objective));
    }

    [Fact]
    public void Options_ThatRulesCannotHave_AreRejected() => Assert.Equal(
        SloFindingCodes.GeneratorOption,
        Assert.Single(Assert.Throws<SloDefinitionException>(() => AlertmanagerConfiguration.Generate([], new() { Selector = "{" })).Findings).Code);

    private static SloObjective[] Objectives(string severities) => severities == "plain"
        ? [Samples.Of("30d").Build()]
        :
        [
            Samples.Of("30d").Annotation("slo.dev/page-labels", """{"severity":"critical"}""").Build(),
            Samples.Of("7d").Annotation("slo.dev/alert-labels", """{"severity":"P1.a"}""").Build(),
        ];

    private static async Task CheckAsync(string yaml)
    {
        Assert.SkipWhen(!ServerProcess.IsInstalled("amtool") && Environment.GetEnvironmentVariable("CI") != "true", "Alertmanager is not installed; test.sh installs it");
        using TemporaryFolder folder = new();
        await ServerProcess.RunAsync("amtool", "check-config", folder.Write("alertmanager.yml", yaml));
    }
}
