using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class SloConfigurationReaderTests
{
    [Fact]
    public void Section_WithEveryKey_SaysWhatWasWritten()
    {
        using IHost host = SloHost.FromJson("""
            {
              "Slo": {
                "ServiceName": "shop-api", "UnobservedTime": "exclude", "EvaluationInterval": "500ms",
                "Objectives": { "checkout": { "TargetPercent": 99 }, "login": { "TargetPercent": 99, "Service": "login", "UnobservedTime": "assumegood" } }
              }
            }
            """);

        Assert.Equal(TimeSpan.FromMilliseconds(500), host.Services.GetRequiredService<IOptions<SloOptions>>().Value.EvaluationInterval);
        Assert.Equal(
            [("checkout", "shop-api", UnobservedTime.Exclude), ("login", "login", UnobservedTime.AssumeGood)],
            host.Services.GetRequiredService<SloRegistry>().Trackers.Select(tracker => tracker.Objective)
                .Select(objective => (objective.Name, objective.Service, objective.UnobservedTime)));
    }

    [Fact]
    public void Section_WithoutAnything_IsAnEngineWithoutObjectives()
    {
        using IHost host = SloHost.FromJson("{}");

        Assert.Empty(host.Services.GetRequiredService<SloRegistry>().Trackers);
    }

    [Fact]
    public void Section_OverlaidByAnEnvironment_MergesObjectivesByNameAndKey()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddJsonStream(Json("""
                { "Slo": { "Objectives": {
                    "checkout": { "TargetPercent": 99.9, "Period": "28d", "Rules": { "fast": { "BurnRate": 14.4, "Long": "1h" } } },
                    "search": { "TargetPercent": 99 } } } }
                """));
            builder.Configuration.AddJsonStream(Json("""
                { "Slo": { "Objectives": {
                    "Checkout": { "TargetPercent": 99.5, "Rules": { "fast": { "BurnRate": 10 }, "slow": { "BurnRate": 1, "Long": "3d", "Severity": "Ticket" } } },
                    "login": { "TargetPercent": 95 } } } }
                """));
            builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));
        });
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();

        Assert.Equal(
            ["checkout: 99.5 % over 28d", "login: 95 % over 30d", "search: 99 % over 30d"],
            registry.Trackers.Select(tracker => tracker.Objective.ToString()!).Order(StringComparer.OrdinalIgnoreCase)
                .Select(text => text.Replace("Checkout", "checkout", StringComparison.Ordinal)));
        Assert.Equal(["page at 10x over 1h/5m", "ticket at 1x over 3d/6h"], registry.Get("checkout").Objective.BurnRateRules.Select(rule => rule.ToString()));
    }

    [Fact]
    public void Section_FromEnvironmentVariableStyleKeys_ReadsTheSame()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Slo:Objectives:checkout:TargetPercent"] = "99.9",
                ["Slo:Objectives:checkout:Http:Route"] = "/orders",
                ["SLO:OBJECTIVES:CHECKOUT:PERIOD"] = "7d",
            });
            builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));
        });

        Assert.Equal("checkout: 99.9 % over 7d", Assert.Single(host.Services.GetRequiredService<SloRegistry>().Trackers).Objective.ToString());
    }

    private static MemoryStream Json(string text) => new(Encoding.UTF8.GetBytes(text));
}
