using Xunit;

namespace Slo.Tests;

public sealed class SloFindingTests
{
    [Fact]
    public void ToString_WithAPlace_ReadsAsCompilersWriteIt() => Assert.Equal(
        "slo/shop.yaml(3,7): error SLO0103: target '99.9': is a percentage",
        new SloFinding("slo/shop.yaml", 3, 7, SloFindingSeverity.Error, "SLO0103", "target '99.9': is a percentage").ToString());

    [Fact]
    public void ToString_OfTheWholeFile_NamesNoLine() => Assert.Equal(
        "empty.yaml: warning SLO0101: holds no SLO",
        new SloFinding("empty.yaml", 0, 0, SloFindingSeverity.Warning, "SLO0101", "holds no SLO").ToString());
}
