using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Tests.Configuration;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources.Polling;

/// <summary>Sources in configuration: alone, over those of code, changed at run time, and wrong.</summary>
public sealed class SourceConfigurationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Source_OfConfiguration_HasItsSettings()
    {
        SloOptions options = new();
        options.ReadFrom(Section(
            ("Sources:prom:Type", "prometheus"), ("Sources:prom:Url", "https://prometheus.example"), ("Sources:prom:UserName", "ada"),
            ("Sources:prom:Password", "s3cret"), ("Sources:prom:Headers:X-Scope-OrgID", "shop"), ("Sources:prom:Interval", "30s"),
            ("Sources:dd:Type", "Datadog"), ("Sources:dd:ApiKey", "a"), ("Sources:dd:ApplicationKey", "b"), ("Sources:dd:Site", "datadoghq.eu")));

        PrometheusSource prometheus = Assert.IsType<PrometheusSource>(options.Sources.All[1]);
        Assert.Equal(("ada", "s3cret", "shop"), (prometheus.UserName, prometheus.Password, prometheus.Headers["X-Scope-OrgID"]));
        Assert.Equal(TimeSpan.FromSeconds(30), prometheus.Interval);
        Assert.Equal("datadoghq.eu", Assert.IsType<DatadogSource>(options.Sources.All[0]).Site);
        Assert.Empty(options.Check(defaultService: null));
    }

    [Fact]
    public async Task Source_OfCode_IsChangedByConfiguration()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Slo:Sources:Dd:ApiKey", "from-configuration"), new("Slo:Sources:Dd:Site", "datadoghq.eu")]);
            builder.Services.AddSlo().AddDatadogSource("dd", datadog => (datadog.ApiKey, datadog.ApplicationKey) = ("from-code", "b"));
        });
        await host.StartAsync(Cancel);

        DatadogSource source = Assert.IsType<DatadogSource>(Assert.Single(host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<SloOptions>>().Value.Sources.All));
        Assert.Equal(("from-configuration", "b", "datadoghq.eu"), (source.ApiKey, source.ApplicationKey, source.Site));
    }

    [Theory]
    [InlineData("""{ "a": { "Url": "https://x" } }""", "SLO0811", "Slo:Sources:a:Type: is missing; write one of Prometheus, Datadog, Scripted")]
    [InlineData("""{ "a": { "Type": "Graphite" } }""", "SLO0811", "Slo:Sources:a:Type 'Graphite': must be one of Prometheus, Datadog, Scripted")]
    [InlineData("""{ "a": { "Type": "Prometheus" } }""", "SLO0813", "Slo:Sources:a:Url: is missing; write the base address, for example http://prometheus:9090")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "http://x", "Password": "s3cret" } }""", "SLO0813", "Slo:Sources:a:Password: goes with UserName; write both (neither value is shown)")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "http://x", "BearerToken": "s3cret" } }""", "SLO0813", "Slo:Sources:a:Url: scheme 'http' would send secrets in the clear")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "http://ada:s3cret@x" } }""", "SLO0813", "Slo:Sources:a:Url: holds a user name or password")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "/s3cret" } }""", "SLO0813", "Slo:Sources:a:Url: is not an absolute address")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "https://x", "BearerToken": "s3cret", "UserName": "ada", "Password": "s3cret" } }""", "SLO0813", "Slo:Sources:a:BearerToken: cannot be combined with UserName; keep one of them")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "https://x", "Tokn": "s3cret" } }""", "SLO0110", "Slo:Sources:a:Tokn: unknown key")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "https://x", "BearerToken": [ "s3cret" ] } }""", "SLO0112", "Slo:Sources:a:BearerToken: is a list")]
    [InlineData("""{ "a": { "Type": "Prometheus", "Url": "https://x", "Timeout": "1h" } }""", "SLO0813", "Slo:Sources:a:Timeout '1h': must be from 100ms to 5m")]
    [InlineData("""{ "a b": { "Type": "Prometheus", "Url": "https://x" } }""", "SLO0813", "Slo:Sources:a b: the name 'a b' must be 1 to 63 letters")]
    [InlineData("""{ "a": "s3cret" }""", "SLO0112", "Slo:Sources:a: is one value")]
    public async Task Source_ThatIsWrong_StopsTheStartAndShowsNoSecret(string sources, string code, string problem)
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Slo": { "Sources": {{sources}} } }""")));
            builder.Services.AddSlo().AddSourceType<ScriptedSource>("Scripted");
        });

        var refusal = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync(Cancel));

        var failure = Assert.Single(refusal.Failures);
        Assert.Contains($"error {code}: {problem}", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSourcesOfOneName_AreRefused()
    {
        SloOptions options = new();
        options.Sources.Add("a", new ScriptedSource());
        options.Sources.Add("A", new ScriptedSource());

        Assert.Contains("Sources:a: is declared 2 times", Assert.Single(options.Check(defaultService: null)).Message, StringComparison.Ordinal);
    }

    // Only the app knows these: a tool that reads the file warns.
    [Fact]
    public void SourceOfTheApp_IsAWarningWithoutAHost()
    {
        SloOptions options = new();
        options.ReadFrom(Section(("Sources:a:Type", "Graphite"), ("Sources:b:ApiKey", "s3cret")));

        Assert.Equal([SloFindingCodes.UnregisteredSourceType, SloFindingCodes.UnregisteredSourceType], options.Findings.Select(finding => finding.Code));
        Assert.All(options.Findings, finding => Assert.Equal(SloFindingSeverity.Warning, finding.Severity));
        Assert.DoesNotContain("s3cret", string.Concat(options.Findings), StringComparison.Ordinal);
    }

    // What was read stays; the source comes, changes and goes.
    [Fact]
    public async Task Reload_BringsChangesAndRemovesASource()
    {
        using SourceServer first = Server();
        using SourceServer second = Server();
        LogRecorder log = new();
        MutableConfiguration settings = new(new()
        {
            ["Slo:Objectives:a:TargetPercent"] = "90",
            ["Slo:Objectives:a:Period"] = "1h",
            ["Slo:Objectives:a:Queries:Source"] = "Prometheus",
            ["Slo:Objectives:a:Queries:Good"] = "good",
            ["Slo:Objectives:a:Queries:Total"] = "total",
        });
        using IHost host = SloHost.Build(
            builder =>
            {
                ((IConfigurationBuilder)builder.Configuration).Add(settings);
                builder.Services.AddSlo();
            },
            log);
        await host.StartAsync(Cancel);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        Assert.False(registry.Get("a").IsFed);

        settings.Set(new() { ["Slo:Sources:prom:Type"] = "Prometheus", ["Slo:Sources:prom:Url"] = first.Address.AbsoluteUri, ["Slo:Sources:prom:Step"] = "1s", ["Slo:Sources:prom:Interval"] = "1s", ["Slo:Sources:prom:Delay"] = "0s" });
        await Eventually.TrueAsync(() => registry.Get("a").GetStatus().Events.Total > 3500, "it is read from the first one");
        settings.Set(new() { ["Slo:Sources:prom:Url"] = second.Address.AbsoluteUri });
        await Eventually.TrueAsync(() => second.Requests.Count > 2, "it is read from the second one");
        Assert.True(registry.Get("a").GetStatus().Events.Total > 3500);
        settings.Set(new() { ["Slo:Sources:prom:Type"] = null, ["Slo:Sources:prom:Url"] = null, ["Slo:Sources:prom:Step"] = null, ["Slo:Sources:prom:Interval"] = null, ["Slo:Sources:prom:Delay"] = null });
        await Eventually.TrueAsync(() => !registry.Get("a").IsFed, "it has no source");
        Assert.Null(registry.Get("a").GetStatus().SourceWarning);

        // A change is logged after it is in force.
        await Eventually.TrueAsync(() => log.Messages(8).Count >= 3, "the changes are logged");
        Assert.Equal(
            ["restarted: a; source added: prom", "source changed: prom", "restarted: a; source removed: prom"],
            log.Messages(8).Select(message => message[(message.IndexOf('(', StringComparison.Ordinal) + 1)..^1]));

        static SourceServer Server() => new() { Body = query => SourceServer.Matrix(query, ("", _ => query["query"] == "total" ? "2" : "1")) };
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>("Slo:" + value.Key, value.Value))).Build().GetSection("Slo");
}
