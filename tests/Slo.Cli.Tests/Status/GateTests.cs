using Slo.Cli.Check;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

public sealed class GateTests
{
    [Theory]
    [InlineData("exhausted", null, null, "exhausted")]
    [InlineData("missed", null, null, "below-target,exhausted")]
    [InlineData("burning", null, null, "below-target,burning|fast,exhausted")]
    [InlineData("never", null, null, "")]
    [InlineData("never", 0.1, null, "at-risk,exhausted")]
    [InlineData("never", 0.9, null, "at-risk,burning|fast,exhausted")]
    [InlineData("never", null, 2.0, "burning|fast")]
    [InlineData("never", null, 15.0, "")]
    [InlineData("never", null, 0.1, "at-risk,burning|fast,exhausted,healthy")]
    public void Gate_ShutsForTheseObjectives(string failOn, double? budget, double? burn, string names)
    {
        Gate gate = new(failOn) { LeastBudget = budget, MostBurn = burn };

        Assert.Equal(names, string.Join(',', Statuses.All.Where(status => gate.Faults(status).Any()).Select(status => status.Name)));
    }

    [Fact]
    public void ExitCode_OfVerdicts_PutsFaultsBeforeSilence()
    {
        Assert.Equal(ExitCode.Ok, Code(false, Statuses.Healthy, Statuses.Silent));
        Assert.Equal(ExitCode.Undecided, Code(true, Statuses.Healthy, Statuses.Silent));
        Assert.Equal(ExitCode.Failed, Code(true, Statuses.Exhausted, Statuses.Silent));
        Assert.Equal(ExitCode.Undecided, Code(false, Statuses.Silent));
        Assert.Equal(ExitCode.Undecided, Code(false));
    }

    // Good so far is said of two events as little as missed; but what misses its target is not passed over for the sake of others.
    [Fact]
    public void ExitCode_OfFewEvents_IsUndecided()
    {
        ObjectiveStatus goodSoFar = Statuses.Few with { ComplianceRatio = 1, GoodEvents = 19, BadEvents = 0 };

        Assert.Equal(ExitCode.Undecided, Code(false, Statuses.Few));
        Assert.Equal(ExitCode.Undecided, Code(false, Statuses.Healthy, Statuses.Few));
        Assert.Equal(ExitCode.Undecided, Code(false, goodSoFar));
        Assert.Equal(ExitCode.Undecided, Code(true, Statuses.Healthy, goodSoFar));
        Assert.Equal(ExitCode.Ok, Code(false, Statuses.Healthy, goodSoFar));
        Assert.Equal(ExitCode.Ok, Code(false, goodSoFar with { GoodEvents = 20 }));
        Assert.Equal(ExitCode.Failed, Code(false, Statuses.Few with { BadEvents = 19 }));
        Assert.Equal(ExitCode.Failed, Code(false, Statuses.Few with { BudgetRatio = -1 }));
        Assert.Equal(ExitCode.Failed, Code(false, Statuses.Few with { Rules = Statuses.Burning.Rules }));
        Assert.Equal(ExitCode.Failed, Code(false, Statuses.Few with { GoodEvents = null }));
    }

    [Theory]
    [InlineData(0.5, 0.5, ExitCode.Ok)]
    [InlineData(0.49, 0.5, ExitCode.Undecided)]
    [InlineData(null, 0.5, ExitCode.Undecided)]
    [InlineData(0.0, null, ExitCode.Ok)]
    public void ExitCode_BelowTheLeastCoverage_IsUndecided(double? coverage, double? least, int code)
    {
        ObjectiveStatus status = Statuses.Healthy with { CoverageRatio = coverage };

        Assert.Equal(code, Verdict.ExitCode(Verdict.Of([status, Statuses.Healthy], new Gate("burning") { LeastCoverage = least }, false)));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("markdown")]
    public void Output_IsAsApproved(string format)
    {
        using StringWriter output = new() { NewLine = "\n" };
        IReadOnlyList<Verdict> verdicts = Verdict.Of(Statuses.All, new Gate("burning") { LeastBudget = 0.1, MostBurn = 2, LeastCoverage = 0.0005 }, requiresData: true);

        new CheckOutput(new ToolConfiguration { Output = output }).Write(format, verdicts, ExitCode.Failed);

        Assert.Null(Approval.Difference(output.ToString(), "tests", "Slo.Cli.Tests", "Status", $"Check-{format}.approved.txt"));
    }

    private static int Code(bool requiresData, params ObjectiveStatus[] statuses) =>
        Verdict.ExitCode(Verdict.Of(statuses, new Gate("burning"), requiresData));
}
