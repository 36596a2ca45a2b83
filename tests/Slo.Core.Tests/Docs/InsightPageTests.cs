using System.Globalization;
using Slo.Attribution;
using Xunit;

namespace Slo.Tests.Docs;

public sealed class InsightPageTests
{
    private static readonly DocPage Page = DocPage.Read("insight.md");

    [Fact]
    public void LimitsTable_IsThatOfTheSearch() => Assert.Equal(
        [
            SearchLimits.FalseDiscoveryRate, SearchLimits.NarrowingLevel, SearchLimits.LeastShare, SearchLimits.LeastLift, SearchLimits.LeastKeptRatio,
            SearchLimits.LeastPlaceRatio, SearchLimits.LeastEvents, SearchLimits.LeastBefore, SearchLimits.DominantShare, SearchLimits.LeastKnown,
        ],
        Page.Table("Limits of the search").Select(row => double.Parse(row["Value"], CultureInfo.InvariantCulture)));

    [Fact]
    public void PropertiesTable_HasTheLimitsOfTheTables()
    {
        IReadOnlyList<DocRow> rows = Page.Table("What is recorded");

        Assert.Equal(Enum.GetNames<SloDimension>().Select(name => $"`{name}`"), rows.Select(row => row["Property of `SloEvent`"]));
        Assert.Equal(ValueTable.Limits, rows.Select(row => int.Parse(row["Values told apart"], CultureInfo.InvariantCulture)));
    }
}
