using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class LivenessTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/livez")]
    [InlineData("/Liveness")]
    public Task LivenessPath_WithoutOptions_IsReported(string path) => Verify.ReportsAsync(
        "SLO005",
        App($"app.MapHealthChecks([|\"{path}\"|]).DisableHttpMetrics();"),
        $"'{path}' runs every health check, including those of AddSlo, so an exhausted error budget could restart the process; "
        + "pass HealthCheckOptions with a Predicate that excludes the tag \"slo\"");

    [Theory]
    [InlineData("""app.MapHealthChecks("/health/ready");""")]
    [InlineData("""app.MapHealthChecks("/live", new HealthCheckOptions { Predicate = check => !check.Tags.Contains("slo") });""")]
    [InlineData("""app.MapHealthChecks(args[0] + "/live");""")]
    public Task AnotherPathOrOwnOptions_IsNot(string statement) => Verify.SilentAsync(App(statement));

    [Fact]
    public Task WithoutHealthChecksOfSlo_IsNot() => Verify.SilentAsync(
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSlo();
        builder.Services.AddHealthChecks();
        builder.Build().MapHealthChecks("/live");
        """);

    private static string App(string statement) => $"""
        using Microsoft.AspNetCore.Diagnostics.HealthChecks;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks().AddSlo(timeout: TimeSpan.FromSeconds(1));
        var app = builder.Build();
        {statement}
        """;
}
