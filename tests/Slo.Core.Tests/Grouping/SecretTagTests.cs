using Xunit;

namespace Slo.Tests.Grouping;

/// <summary>Groups are shown, so tags with secrets are none.</summary>
public sealed class SecretTagTests
{
    [Theory]
    [InlineData("http.request.header.x-api-key", "the name of the header contains 'key'")]
    [InlineData("http.response.header.set-cookie", "the name of the header contains 'cookie'")]
    [InlineData("rpc.grpc.request.metadata.authorization", "the name of the header contains 'auth'")]
    [InlineData("url.query", "it has the query string")]
    [InlineData("http.target", "it has the query string")]
    [InlineData("http.url", "it has the query string")]
    [InlineData("url.full", "it has the query string")]
    public void Group_OfATagThatMayHoldASecret_IsRefusedAndSaysWhy(string tag, string why)
    {
        SloFinding error = Assert.Single(
            Assert.Throws<SloDefinitionException>(Objectives.Named().Instrument("Shop", "requests").GroupBy(tag).Build).Findings);

        Assert.Equal((SloFindingSeverity.Error, SloFindingCodes.SecretHeader, "group"), (error.Severity, error.Code, error.Path));
        Assert.StartsWith($"group '{tag}': {why}, so its values may be secrets", error.Message, StringComparison.Ordinal);
    }

    // Only headers and query strings come from clients as they are.
    [Theory]
    [InlineData("http.request.header.x-tenant")]
    [InlineData("cache.key")]
    [InlineData("url.path")]
    public void Group_OfAnotherTag_IsRead(string tag) =>
        Assert.Equal(tag, Objectives.Named().Instrument("Shop", "requests").GroupBy(tag).Build().Grouping!.Label);
}
