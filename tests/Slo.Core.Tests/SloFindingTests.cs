using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloFindingTests
{
    [Fact]
    public void ToString_WithAPlace_IsAsCompilersWriteIt() => Assert.Equal(
        "slo/shop.yaml(3,7): error SLO0119: objective 'checkout': target 99.9: is a percentage",
        (SloFinding.Error("SLO0119", "target 99.9: is a percentage", "target") with
        {
            Objective = "checkout",
            File = "slo/shop.yaml",
            Line = 3,
            Column = 7,
        }).ToString());

    [Fact]
    public void ToString_OfAWholeFile_HasNoPosition() => Assert.Equal(
        "empty.yaml: warning SLO0101: holds no SLO", (SloFinding.Warning("SLO0101", "holds no SLO") with { File = "empty.yaml" }).ToString());

    [Fact]
    public void ToString_WithoutAFile_BeginsWithTheSeverity() =>
        Assert.Equal("warning SLO0316: target 0 %", SloFinding.Warning("SLO0316", "target 0 %", "target").ToString());

    [Fact]
    public void Finding_OfHostileTexts_IsOneLineOfLimitedLength()
    {
        SloFinding finding = SloFinding.Error("SLO0001", HostileText.Forged + new string('x', 3000)) with { Objective = HostileText.Forged };

        Assert.Null(HostileText.Fault(finding.Message, 2000));
        Assert.Null(HostileText.Fault(finding.ToString(), 2000));
        Assert.Null(HostileText.Fault((finding with { Message = HostileText.Forged, File = HostileText.Forged }).ToString(), 4000));
    }
}
