using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Configuration;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>The section Dependencies. A colon divides the keys of configuration, and addresses with a port have one.</summary>
public sealed class DependencySectionReaderTests
{
    [Fact]
    public void Names_WithPorts_AreReadAndReplaceThoseOfTheCode()
    {
        SloOptions options = Read(
            """
            { "Names": { "10.0.0.7": "cache", "10.0.0.7:8080": "payments", "10.0.0.7:8081": "orders", "[::1]:9200": "search", "db/shop": "db" },
              "Sources": [ "MyClient", "Npgsql" ] }
            """,
            options =>
            {
                options.Dependencies.Names["10.0.0.7:8080"] = "other";
                options.Dependencies.Names["billing.internal"] = "billing";
            });

        Assert.Equal(
            ["10.0.0.7 cache", "10.0.0.7:8080 payments", "10.0.0.7:8081 orders", "[::1]:9200 search", "billing.internal billing", "db/shop db"],
            options.Dependencies.Names.Select(pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal));
        Assert.Equal([.. SloDependency.DefaultSources, "MyClient"], options.Dependencies.Sources);
        Assert.Empty(options.Findings);
    }

    [Theory]
    [InlineData("""{ "Names": { "10.0.0.7:8080": "pay ments" } }""", "Slo:Dependencies:Names:10.0.0.7:8080 'pay ments': must be 1 to 64")]
    [InlineData("""{ "Names": { "host": "" } }""", "Slo:Dependencies:Names:host '': must be 1 to 64")]
    [InlineData("""{ "Names": { "host": "<script>" } }""", "Slo:Dependencies:Names:host '<script>': must be 1 to 64")]
    [InlineData("""{ "Sources": [ "" ] }""", "Slo:Dependencies:Sources: a name is empty")]
    [InlineData("""{ "Names": [ "payments" ] }""", "Slo:Dependencies:Names: is a list; write names by address")]
    [InlineData("""{ "Names": "payments" }""", "Slo:Dependencies:Names 'payments': is one value; write names by address")]
    [InlineData("""{ "Sources": "MyClient" }""", "Slo:Dependencies:Sources 'MyClient': is one value; write a list of texts")]
    [InlineData("""{ "Name": { } }""", "Slo:Dependencies:Name: unknown key")]
    public void Faults_NameTheirKey(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Read(json).Findings).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Host_WithNames_CountsUnderThem()
    {
        using IHost host = SloHost.FromJson(
            """{ "Slo": { "Dependencies": { "Names": { "10.0.0.7:8080": "payments" } }, "Objectives": { "a": { "TargetPercent": 99 } } } }""");
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("payments", host.Services.GetRequiredService<SloRegistry>().Dependencies.Names["10.0.0.7:8080"]);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task File_WithNamesEdited_NamesCallsByThemFromThenOn()
    {
        using ConfigurationFile file = new(ConfigurationFile.Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        Assert.Empty(host.Registry.Dependencies.Names);
        file.WriteText(
            """{ "Slo": { "Dependencies": { "Names": { "10.0.0.7:8080": "payments" } }, "Objectives": { "checkout": { "TargetPercent": 99 } } } }""");

        await Eventually.TrueAsync(() => host.Registry.Dependencies.Names.ContainsKey("10.0.0.7:8080"), "the new names");
        Assert.Empty(host.Log.Messages(9));
    }

    private static SloOptions Read(string json, Action<SloOptions>? configure = null)
    {
        using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes($$"""{ "Slo": { "Dependencies": {{json}} } }"""));
        SloOptions options = new();
        configure?.Invoke(options);
        SloConfigurationReader.Read(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Slo"), options);
        return options;
    }
}
