using System.Text.RegularExpressions;
using Slo.Cli.Infrastructure;
using Slo.Cli.Report;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Status;

public sealed partial class ReportOutputTests
{
    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("markdown")]
    public void Board_ShownOnce_IsAsApproved(string format)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using ReportOutput board = new(new ToolConfiguration { Output = output }, format);

        board.Show(Statuses.All);

        Assert.Null(Approval.Difference(
            Instant().Replace(output.ToString(), "INSTANT"), "tests", "Slo.Cli.Tests", "Status", $"Report-{format}.approved.txt"));
    }

    [Fact]
    public void Board_ThatIsRedirected_RepeatsPlainText()
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        using ReportOutput board = new(new ToolConfiguration { Output = output, Error = error }, "table", isLive: true);

        board.Show([Statuses.Healthy]);
        board.Say("no response");
        board.Show([Statuses.Burning]);

        Assert.Equal(2, Regex.Count(output.ToString(), @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$", RegexOptions.Multiline));
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

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Instant();
}
