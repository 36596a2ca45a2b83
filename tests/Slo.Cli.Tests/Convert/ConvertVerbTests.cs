using System.Text.Json;
using Slo.Testing;
using Slo.Tests.Definitions;
using Xunit;

namespace Slo.Tests.Convert;

public sealed class ConvertVerbTests
{
    private const string WithoutAlerts = """
        version: prometheus/v1
        service: shop
        slos:
          - name: checkout
            objective: 99.9
            sli: { events: { error_query: 'sum(rate(bad[{{.window}}]))', total_query: 'sum(rate(all[{{.window}}]))' } }
            alerting: { name: CheckoutBurns, page_alert: { disable: true }, ticket_alert: { disable: true } }
        """;

    [Fact]
    public async Task ExampleOfTheConfigurationPage_ToOpenSloAndBack_IsAsApproved()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "configuration.md"), TestContext.Current.CancellationToken);
        var example = page[(page.IndexOf("```jsonc", StringComparison.Ordinal) + 8)..];
        using TestFolder folder = new();
        var settings = folder.Write("appsettings.json", example[..example.IndexOf("```", StringComparison.Ordinal)]);

        ToolRun openSlo = await ToolRun.Of("convert", "-i", settings, "--to", "openslo", "-o", folder.PathOf("slos.yaml"));
        ToolRun back = await ToolRun.Of("convert", "-i", folder.PathOf("slos.yaml"), "--strict", "--to", "appsettings");
        ToolRun difference = await ToolRun.Of("diff", settings, folder.Write("back.json", back.Output), "--fail-on", "any");

        Assert.Equal((0, "", $"note: wrote {folder.PathOf("slos.yaml")}\n"), (openSlo.Code, openSlo.Output, openSlo.Error));
        Assert.Equal((0, ""), (back.Code, back.Error));
        Assert.Equal((0, "no difference\n"), (difference.Code, difference.Output));
        Assert.Null(Approval.Difference(back.Output, "tests", "Slo.Cli.Tests", "Convert", "AppSettings.approved.txt"));
    }

    [Fact]
    public async Task Loss_IsAnErrorUnlessItIsAllowed()
    {
        using TestFolder folder = new();
        var file = folder.Write("sloth.yaml", WithoutAlerts);

        ToolRun refused = await ToolRun.Of("convert", "-i", file, "--to", "appsettings", "-o", folder.PathOf("out.json"));
        ToolRun allowed = await ToolRun.Of("convert", "-i", file, "--to", "appsettings", "--allow-loss", "--format", "json");

        Assert.Equal((1, "", false), (refused.Code, refused.Output, File.Exists(folder.PathOf("out.json"))));
        Assert.Contains("error SLO0602: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(": rule added", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, allowed.Code);
        Assert.Contains("warning SLO0602: ", allowed.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(allowed.Output);
        Assert.True(json.RootElement.GetProperty("losses").GetArrayLength() > 0);
        Assert.Contains("TargetPercent", json.RootElement.GetProperty("document").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loss_OfWhatIsNoObjective_IsNamedWithItsPlace()
    {
        using TestFolder folder = new();
        var file = folder.Write("a.yaml", OpenSloText.Of("a") + "\n---\napiVersion: openslo/v1\nkind: Service\nmetadata:\n  name: shop\n  displayName: The shop\nspec: {}\n");

        ToolRun run = await ToolRun.Of("convert", "-i", file, "--to", "openslo");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("): error SLO0602: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(",1): error SLO0602: fields of the Service", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loss_OfWhatPartsOfAnObjectiveSay_IsNamedWithItsPlace()
    {
        using TestFolder folder = new();
        var text = OpenSloText.Of("a", more: """
              alertPolicies:
                - kind: AlertPolicy
                  metadata: { name: fast, displayName: Fast burn }
                  spec:
                    description: Wakes the person on call.
                    alertWhenBreaching: true
                    alertWhenResolved: true
                    conditions:
                      - kind: AlertCondition
                        metadata: { name: hot }
                        spec: { severity: critical, condition: { kind: burnrate, op: gte, threshold: 2, lookbackWindow: 1h } }
                    notificationTargets:
                      - kind: AlertNotificationTarget
                        metadata: { name: ops }
                        spec: { target: slack }
            """).Replace("      name: a\n    spec:", "      name: good-requests\n      displayName: Requests\n    spec:\n      description: Without 5xx.", StringComparison.Ordinal)
            .Replace("  annotations:\n", "  labels: { team: [t, u] }\n  annotations:\n", StringComparison.Ordinal);
        var file = folder.Write("a.yaml", text);

        ToolRun refused = await ToolRun.Of("fmt", "-i", file);
        ToolRun written = await ToolRun.Of("fmt", "-i", file, "--allow-loss");
        ToolRun again = await ToolRun.Of("fmt", "-i", folder.Write("b.yaml", written.Output));

        Assert.Equal((1, ""), (refused.Code, refused.Output));
        string[] lost =
        [
            "label 'team' as a list; its values are joined by commas", "SLI name 'good-requests'", "SLI displayName 'Requests'", "SLI description 'Without 5xx.'",
            "AlertPolicy name 'fast'", "AlertPolicy displayName 'Fast burn'", "AlertPolicy description 'Wakes the person on call.'", "alertWhenResolved: true",
            "AlertCondition name 'hot'", "severity 'critical'", "the notification target 'ops'", "the notification target 'slack'",
        ];
        Assert.Equal(
            lost.Order(StringComparer.Ordinal),
            refused.Error.Split('\n').Where(line => line.Contains("): error SLO0602: ", StringComparison.Ordinal)).Select(line => line.Split(": ", 3)[2]).Order(StringComparer.Ordinal));
        Assert.Equal((0, 0, written.Output), (written.Code, again.Code, again.Output));
    }

    [Fact]
    public async Task Loss_OfWhatTheHostIsTold_IsNamedWithItsPlace()
    {
        using TestFolder folder = new();
        var file = folder.Write("appsettings.json", "{ \"Slo\": {\n  \"EvaluationInterval\": \"2s\",\n  \"ServiceName\": \"shop\",\n  \"Objectives\": { \"a\": { \"TargetPercent\": 99 } } } }");

        ToolRun refused = await ToolRun.Of("convert", "-i", file, "--to", "openslo");
        ToolRun allowed = await ToolRun.Of("convert", "-i", file, "--to", "openslo", "--allow-loss");

        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.StartsWith($"{file}(2,3): error SLO0602: EvaluationInterval, which belongs to the host and not to an objective\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, true), (allowed.Code, allowed.Output.Contains("service: shop", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("convert", "--to", "openslo")]
    [InlineData("fmt")]
    [InlineData("generate", "prometheus")]
    public async Task InvalidDefinitions_WriteNothing(params string[] verb)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of([.. verb, "-i", folder.Write("a.yaml", OpenSloText.Of("a", target: "1"))]);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("): error SLO0119: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatCannotBeWritten_IsAUsageFault()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("convert", "-i", folder.Write("a.yaml", OpenSloText.Of("a")), "--to", "openslo", "-o", folder.PathOf("absent/a.yaml"));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
    }
}
