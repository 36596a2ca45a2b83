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
    [InlineData("burning", null, null, "burning|fast,exhausted")]
    [InlineData("never", null, null, "")]
    [InlineData("never", 0.1, null, "at-risk,exhausted")]
    [InlineData("never", 0.9, null, "at-risk,burning|fast,exhausted")]
    [InlineData("never", null, 2.0, "burning|fast")]
    [InlineData("never", null, 15.0, "")]
    [InlineData("never", null, 0.1, "at-risk,burning|fast,exhausted,healthy")]
    public void Gate_ShutsForTheseObjectives(string failOn, double? budget, double? burn, string names)
    {
        Gate gate = new(failOn, budget, burn);

        Assert.Equal(names, string.Join(',', Statuses.All.Where(status => gate.Faults(status).Any()).Select(status => status.Name)));
    }

    [Fact]
    public void ExitCode_OfVerdicts_PutsFaultsBeforeSilence()
    {
        Gate gate = new("exhausted", null, null);
        int Code(bool requiresData, params ObjectiveStatus[] statuses) => Verdict.ExitCode(Verdict.Of(statuses, gate, requiresData));

        Assert.Equal(ExitCode.Ok, Code(false, Statuses.Healthy, Statuses.Silent));
        Assert.Equal(ExitCode.Undecided, Code(true, Statuses.Healthy, Statuses.Silent));
        Assert.Equal(ExitCode.Failed, Code(true, Statuses.Exhausted, Statuses.Silent));
        Assert.Equal(ExitCode.Undecided, Code(false, Statuses.Silent));
        Assert.Equal(ExitCode.Undecided, Code(false));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("markdown")]
    public void Output_IsAsApproved(string format)
    {
        using StringWriter output = new() { NewLine = "\n" };
        IReadOnlyList<Verdict> verdicts = Verdict.Of(Statuses.All, new Gate("burning", 0.1, 2), requiresData: true);

        new CheckOutput(new ToolConfiguration { Output = output }).Write(format, verdicts, ExitCode.Failed);

        Assert.Null(Approval.Difference(output.ToString(), "tests", "Slo.Cli.Tests", "Status", $"Check-{format}.approved.txt"));
    }
}
