using Xunit;

namespace Slo.Tests;

/// <summary>The host of a dependency as people write it, against the tags as HttpClient writes them.</summary>
public sealed class HttpClientPresetTests
{
    [Theory]
    [InlineData("payments.internal", "payments.internal", null)]
    [InlineData("Payments.Internal", "payments.internal", null)]
    [InlineData("bücher.example", "xn--bcher-kva.example", null)]
    [InlineData("10.0.0.7", "10.0.0.7", null)]
    [InlineData("::1", "::1", null)]
    [InlineData("[::1]:8080", "::1", "8080")]
    [InlineData("payments:8080", "payments", "8080")]
    [InlineData("payments:080", "payments", "80")]
    [InlineData("payments:80", "payments", "80")]
    [InlineData("https://payments.internal", "payments.internal", "443")]
    [InlineData("HTTP://payments.internal/", "payments.internal", "80")]
    [InlineData("https://payments.internal:8443/", "payments.internal", "8443")]
    [InlineData("*", "*", null)]
    [InlineData("payments.*", "payments.*", null)]
    [InlineData("!localhost", "!localhost", null)]
    public void HttpClient_OfAHost_CountsItsCalls(string host, string address, string? port)
    {
        var calls = (InstrumentIndicator)new SloObjectiveBuilder("x").HttpClient(host).TargetPercent(99).Build().Indicator;

        Assert.Equal(
            port is null ? [new("server.address", address)] : [new("server.address", address), new TagFilter("server.port", port)], calls.Where);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("https://")]
    [InlineData("https://payments.internal/v1")]
    [InlineData("https://payments.internal?x=1")]
    [InlineData("https://user@payments.internal")]
    [InlineData("ftp://payments.internal")]
    [InlineData("payments.internal/v1")]
    [InlineData("payments:")]
    [InlineData("payments:99999")]
    [InlineData("payments internal")]
    [InlineData("https://*")]
    [InlineData("payments.*:80")]
    public void HttpClient_OfNoHost_IsAnError(string? host) => Assert.Equal(
        (SloFindingCodes.InvalidName, "host"), Definition.Error(builder => builder.HttpClient(host!), host ?? ""));
}
