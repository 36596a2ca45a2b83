using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Configuration;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>Configuration overrides what code declares, key by key: the table of docs/configuration.md.</summary>
public sealed class OverrideTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Keys_ThatAreNotThere_LeaveWhatCodeDeclares() => Assert.Equal(
        Declared().Description("x").Build().Definition, One("\"Description\": \"x\""));

    [Theory]
    [InlineData("\"TargetPercent\": 95")]
    [InlineData("\"TargetRatio\": 0.95")]
    public void Target_OfEitherKey_Replaces(string keys) => Assert.Equal(0.95m, One(keys).TargetRatio);

    [Fact]
    public void TextsAndFlags_Replace()
    {
        SloDefinition objective = One("\"Owner\": \"them\", \"Compact\": false, \"FasterThan\": \"2s\", \"UnobservedTime\": \"Exclude\"");

        Assert.Equal(("them", false, 2 * Second, UnobservedTime.Exclude), (objective.Owner, objective.IsCompact, objective.LatencyThreshold, objective.UnobservedTime));
    }

    [Fact]
    public void LabelsAndAnnotations_MergeByKey()
    {
        SloDefinition objective = One("\"Labels\": { \"tier\": \"2\", \"new\": \"n\" }, \"Runbook\": \"https://r\"");

        Assert.Equal([new("new", "n"), new("team", "us"), new("tier", "2")], objective.Labels.OrderBy(label => label.Key));
        Assert.Equal([new("note", "n"), new("runbook_url", "https://r")], objective.Annotations.OrderBy(annotation => annotation.Key));
    }

    [Fact]
    public void Period_WithItsKeys_ReplacesThePeriod()
    {
        Assert.Equal("month in Europe/Berlin", One("\"Period\": \"1M\", \"TimeZone\": \"Europe/Berlin\"").Period.ToString());
        Assert.Equal("7d", One("\"Period\": \"7d\"", o => o.Calendar(CalendarUnit.Month)).Period.ToString());
    }

    [Fact]
    public void BudgetingMethod_WithItsKeys_ReplacesTheMethod()
    {
        Assert.Equal(BudgetingMethod.Occurrences, One("\"BudgetingMethod\": \"Occurrences\"", o => o.RatioTimeslices(60 * Second)).Method);
        Assert.Equal(BudgetingMethod.RatioTimeslices(60 * Second), One("\"TargetPercent\": 95", o => o.RatioTimeslices(60 * Second)).Method);
    }

    [Theory]
    [InlineData("\"Http\": { \"Route\": \"/carts\" }")]
    [InlineData("\"Instrument\": { \"Meter\": \"m\", \"Name\": \"n\" }")]
    public void Source_OfEitherKind_ReplacesTheSource(string keys) =>
        Assert.DoesNotContain("/orders", One(keys).Indicator.Describe(), StringComparison.Ordinal);

    [Theory]
    [InlineData("""[ { "BurnRate": 2, "Long": "1h" } ]""", "BurnRate", false)]
    [InlineData("""[ { "SilenceAfter": "1h" } ]""", "SilenceAfter", true)]
    public void Rules_ReplaceAllRules(string rules, string condition, bool usesDefaults)
    {
        SloDefinition objective = One($"\"Rules\": {rules}");

        Assert.Equal([condition], objective.Rules.Select(rule => rule.Basis.Condition.Key));
        Assert.Equal(usesDefaults, objective.UsesDefaultRules);
    }

    [Theory]
    [InlineData("false", "search")]
    [InlineData("true", "search,Checkout")]
    public void Enabled_False_RemovesTheObjective(string value, string names) => Assert.Equal(
        names,
        string.Join(',', Read($$"""
            { "Slo": { "Objectives": { "checkout": { "Enabled": {{value}} }, "gone": { "Enabled": false, "Nonsense": 1 }, "search": { "TargetPercent": 99 } } } }
            """).Build().Select(objective => objective.Name)));

    [Fact]
    public async Task Enabled_OfAnotherWord_IsAnError()
    {
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync(SloHost.Objective("\"Enabled\": \"no\", \"TargetPercent\": 99")));

        Assert.Equal((SloFindingCodes.UnknownWord, "Slo:Objectives:checkout:Enabled"), (error.Code, error.Path));
    }

    [Fact]
    public void ObjectiveOfAFile_IsOverriddenToo()
    {
        SloOptions options = new();
        options.AddObjective(Declared().Build());
        options.ReadFrom(Json(SloHost.Objective("\"TargetPercent\": 95")));

        Assert.Equal((0.95m, "us"), (Assert.Single(options.Build()).TargetRatio, options.Built[0].Owner));
    }

    [Fact]
    public void OptionsOfTheHost_InConfiguration_OverrideThoseInCode()
    {
        using IHost host = SloHost.FromJson("""{ "Slo": { "ServiceName": "ours", "EvaluationInterval": "5s" } }""", options =>
        {
            options.ServiceName = "code";
            options.EvaluationInterval = Second;
            options.AddObjective("a", o => o.TargetPercent(99));
        });

        Assert.Equal("ours", host.Services.GetRequiredService<SloRegistry>().Get("a").Objective.Service);
    }

    [Fact]
    public async Task Reload_OfAnOverride_ChangesBackToWhatCodeDeclares()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Slo:Objectives:checkout:TargetPercent", "95"), new("Slo:ServiceName", "shop")]);
            builder.Services.AddSlo(options => options.AddObjective("checkout", o => o.TargetPercent(99)));
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        registry.Get("checkout").Record(3, 1);
        Assert.Equal(0.95m, registry.Get("checkout").Objective.TargetRatio);

        Change(host, "TargetPercent", null);
        Assert.Equal((0.99m, 3), (registry.Get("checkout").Objective.TargetRatio, registry.Get("checkout").Total.Good));

        Change(host, "Enabled", "false");
        Assert.Empty(registry.Trackers);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static void Change(IHost host, string key, string? value)
    {
        host.Services.GetRequiredService<IConfiguration>()[$"Slo:Objectives:checkout:{key}"] = value;
        host.Services.GetServices<IHostedService>().OfType<SloReloader>().Single().Reload();
    }

    private static SloObjectiveBuilder Declared() => Declare(new SloObjectiveBuilder("Checkout"));

    private static SloObjectiveBuilder Declare(SloObjectiveBuilder objective) => objective
        .TargetPercent(99).Rolling(TimeSpan.FromDays(28)).Owner("us").Compact().FasterThan(Second).Label("team", "us").Label("tier", "1")
        .Annotation("note", "n").HttpServer(http => http.Route("/orders")).ExhaustionRule(AlertSeverity.Page, TimeSpan.FromDays(2))
        .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(1)).GroupBy("http.route", 7);

    private static SloDefinition One(string keys, Action<SloObjectiveBuilder>? more = null) =>
        Assert.Single(Read(SloHost.Objective(keys), more).Build()).Definition;

    private static SloOptions Read(string json, Action<SloObjectiveBuilder>? more = null)
    {
        SloOptions options = new();
        options.AddObjective("Checkout", objective =>
        {
            Declare(objective);
            more?.Invoke(objective);
        });
        options.ReadFrom(Json(json));
        return options;
    }

    private static IConfigurationSection Json(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build().GetSection("Slo");
}
