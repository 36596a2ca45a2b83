using Slo.Cli.Infrastructure;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Infrastructure;

/// <summary>What files, their names and answers hold cannot write lines of its own on the screen, nor turn around or colour those of the tool.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void Screen_WithForgedTexts_KeepsItsLines()
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        ToolConfiguration configuration = new() { Output = output, Error = error };
        Screen screen = new(configuration);
        screen.Line(HostileText.Forged);
        screen.Table(["name", HostileText.Forged], [[HostileText.Forged, "1"]]);
        MarkdownTable.Write(output, ["name"], [[HostileText.Forged]]);
        configuration.Note(HostileText.Forged);
        configuration.Error.WriteLine(new ToolException(1, HostileText.Forged).Message);

        Assert.All(output.ToString().TrimEnd('\n').Split('\n'), line => Assert.Null(HostileText.Fault(line, 4000)));

        // One line, a table of a head, a rule and a row, and another of the same.
        Assert.Equal(1 + 3 + 3, output.ToString().TrimEnd('\n').Split('\n').Length);
        Assert.Equal(2, error.ToString().TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void ToolException_WithSeveralLines_KeepsEachOne()
    {
        var lines = new ToolException(1, [HostileText.Forged, "b"]).Message.Split(Environment.NewLine);

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Null(HostileText.Fault(line, 4000)));
    }

    [Fact]
    public async Task Tool_GivenAFileWithAForgedName_WritesNoLineOfIts()
    {
        using TestFolder folder = new();
        var path = folder.Write("a\nerror: all is lost\u202e.yaml", "apiVersion: openslo/v1\nkind: \"x\\r\\ny\"\n");
        foreach (string[] arguments in (string[][])[["validate", "-i", path], ["fmt", "--check", "-i", path], ["calc", "--slo", path], ["diff", path, path], ["validate", "-i", path + "\n2"]])
        {
            ToolRun run = await ToolRun.Of(arguments);
            Assert.All((run.Output + run.Error).Split('\n'), line => Assert.DoesNotMatch("^error: all is lost", line));
            Assert.All((run.Output + run.Error).Split('\n'), line => Assert.Null(HostileText.Fault(line, 4000)));
        }
    }
}
