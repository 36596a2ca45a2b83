using System.Text.RegularExpressions;
using Slo.Cli;
using Slo.Cli.Infrastructure;
using Slo.Cli.Report;
using Slo.Cli.Status;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

public sealed class ReportOutputTests
{
    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("markdown")]
    public void Board_ShownOnce_IsAsApproved(string format)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using ReportOutput board = new(new ToolConfiguration { Output = output, Time = new ManualTime() }, format);

        board.Show(Statuses.All);

        Assert.Null(Approval.Difference(output.ToString(), "tests", "Slo.Cli.Tests", "Status", $"Report-{format}.approved.txt"));
    }

    [Fact]
    public void Board_ThatIsRedirected_RepeatsPlainText()
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        ManualTime time = new();
        using ReportOutput board = new(new ToolConfiguration { Output = output, Error = error, Time = time }, "table", isLive: true);

        board.Show([Statuses.Healthy]);
        board.Say("no response");
        time.Advance(TimeSpan.FromSeconds(3));
        board.Show([Statuses.Burning]);

        Assert.Equal(
            ["2026-01-01 00:00:00 UTC", "2026-01-01 00:00:03 UTC"], output.ToString().Split('\n').Where(line => line.EndsWith(" UTC", StringComparison.Ordinal)));
        Assert.DoesNotContain('\u001b', output.ToString());
        Assert.Equal("slo: no response\n", error.ToString());
    }

    [Fact]
    public void Board_OnATerminal_RedrawsAndGivesTheScreenBack()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("TERM") == "dumb", "a dumb terminal is not redrawn");
        using StringWriter output = new() { NewLine = "\n" };
        using (ReportOutput board = new(new ToolConfiguration { Output = output, IsOutputTerminal = true }, "table", isLive: true))
        {
            board.Show([Statuses.Healthy]);
            board.Say("no response");
        }

        Assert.Equal(2, Regex.Count(output.ToString(), "\u001b\\[H\u001b\\[J"));
        Assert.StartsWith("\u001b[?1049h", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\u001b[?1049l", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("no response", output.ToString(), StringComparison.Ordinal);
    }

    // What the target asked for so far is red, whatever is left of the budget.
    [Fact]
    public void Board_OnATerminal_IsRedWhereTheTargetIsMissed()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("TERM") == "dumb" || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")), "no colours");
        Assert.Equal([Statuses.BelowTarget, Statuses.Exhausted, Statuses.Few], Statuses.All.Where(IsRed));

        static bool IsRed(ObjectiveStatus status)
        {
            using StringWriter output = new() { NewLine = "\n" };
            using ReportOutput board = new(new ToolConfiguration { Output = output, IsOutputTerminal = true }, "table");
            board.Show([status]);
            return Regex.IsMatch(output.ToString(), "\u001b\\[[0-9;]*(31|91)m");
        }
    }

    [Fact]
    public async Task Watch_AfterItsInterval_QueriesAgain()
    {
        using Listener listener = new(503);
        ManualTime time = new();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watch = SloTool.RunAsync(
            ["report", "--watch", "--interval", "1h", "--url", listener.Address],
            new ToolConfiguration { Output = TextWriter.Null, Error = TextWriter.Null, Time = time, EnableDefaultExceptionHandler = false },
            interrupt.Token);

        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromHours(1));
                return listener.Authorizations.Count() > 1;
            },
            "the second query");
        await interrupt.CancelAsync();

        Assert.Equal(0, await watch);
    }
}
