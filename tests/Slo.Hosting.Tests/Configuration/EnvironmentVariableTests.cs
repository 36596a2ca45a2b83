using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>Environment variables over JSON: which names a shell can export, see docs/configuration.md.</summary>
public sealed class EnvironmentVariableTests
{
    private const string Json = """
        { "Slo": {
          "Objectives": { "{{name}}": { "TargetPercent": 99 } },
          "Notifications": { "{{name}}": { "Type": "PagerDuty", "RoutingKey": "00000000000000000000000000000000" } }
        } }
        """;

    [Theory]
    [InlineData("on_call", "on_call")]
    [InlineData("on_call", "ON_CALL")]
    [InlineData("oncall2", "oncall2")]
    [InlineData("on-call", "on-call")]
    [InlineData("on.call", "on.call")]
    public void Variables_OfAnObjectiveAndATarget_OverrideTheFile(string name, string inVariables)
    {
        const string Key = "0123456789abcdef0123456789abcdef";
        using IHost host = Start(name, (inVariables, "TargetPercent", "95"), (inVariables, "RoutingKey", Key));

        SloOptions options = host.Services.GetRequiredService<IOptions<SloOptions>>().Value;
        SloTracker tracker = Assert.Single(host.Services.GetRequiredService<SloRegistry>().Trackers);
        Assert.Equal((name, 0.95m), (tracker.Objective.Name, tracker.Objective.TargetRatio), NameInAnyCase);
        Assert.Equal(Key, Assert.IsType<PagerDutyNotificationTarget>(Assert.Single(options.Notifications.Targets)).RoutingKey);
    }

    // Two underscores are the separator of keys.
    [Fact]
    public void Variables_OfANameWithTwoUnderscores_AreOfAnotherKey()
    {
        using IHost host = Start("on__call", ("on__call", "TargetPercent", "95"));

        SloOptions options = new();
        options.ReadFrom(host.Services.GetRequiredService<IConfiguration>().GetSection("Slo"));

        Assert.Contains(options.Check(defaultService: null), error => error.Path == "Slo:Objectives:on:call");
    }

    private static bool NameInAnyCase((string Name, decimal Target) one, (string Name, decimal Target) other) =>
        one.Target == other.Target && one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    // The prefix is of this test alone: tests at the same time have the same environment.
    private static IHost Start(string name, params (string Name, string Key, string Value)[] values)
    {
        var prefix = $"T{Guid.NewGuid():N}_";
        string[] variables = [.. values.Select(value =>
            $"{prefix}Slo__{(value.Key == "RoutingKey" ? "Notifications" : "Objectives")}__{value.Name}__{value.Key}")];
        for (var i = 0; i < values.Length; i++)
        {
            Environment.SetEnvironmentVariable(variables[i], values[i].Value);
        }

        try
        {
            return SloHost.Build(builder =>
            {
                builder.Configuration
                    .AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Json.Replace("{{name}}", name, StringComparison.Ordinal))))
                    .AddEnvironmentVariables(prefix);
                builder.Services.AddSlo();
            });
        }
        finally
        {
            Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable, null));
        }
    }
}
