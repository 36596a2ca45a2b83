using Xunit;

namespace Slo.Tests.Grouping;

/// <summary>Groups of requests have two labels; any other one needs code that gives the value.</summary>
public sealed class RequestGroupTests
{
    [Theory]
    [InlineData("route", "did you mean http.route?")]
    [InlineData("HTTP.Route", "did you mean http.route?")]
    [InlineData("method", "did you mean http.request.method?")]
    [InlineData("tenant", "known here: http.request.method, http.route")]
    public void GroupBy_WithAnUnknownLabelOfRequests_IsAnErrorWithTheNearest(string label, string hint) => Assert.Equal(
        (SloFindingCodes.UnknownWord, "group"), Definition.Error(builder => builder.HttpServer().GroupBy(label), hint));

    [Fact]
    public void GroupBy_WithAPredicateButNoGroupValue_IsAnError() => Assert.Equal(
        (SloFindingCodes.UnknownWord, "group"),
        Definition.Error(builder => builder.HttpServer(http => http.WithMetadata(new object())).GroupBy("tenant")));

    [Theory]
    [InlineData("http.route")]
    [InlineData("http.request.method")]
    public void GroupBy_WithALabelOfRequests_IsAccepted(string label) => Assert.Equal(
        label, new SloObjectiveBuilder("x").TargetPercent(99).HttpServer().GroupBy(label).Build().Grouping!.Label);

    [Fact]
    public void GroupBy_WhereCodeGivesTheGroup_TakesAnyLabel()
    {
        Assert.Equal("tenant", Build(builder => builder.HttpServer(http => http.WithMetadata(new object(), isGroupValue: true))));
        Assert.Equal("tenant", Build(builder => builder));
        Assert.Equal("tenant", Build(builder => builder.Instrument("m", "n", _ => { })));

        static string Build(Func<SloObjectiveBuilder, SloObjectiveBuilder> source) =>
            source(new SloObjectiveBuilder("x").TargetPercent(99)).GroupBy("tenant").Build().Grouping!.Label;
    }
}
