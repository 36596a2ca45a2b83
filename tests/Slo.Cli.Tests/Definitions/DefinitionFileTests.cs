using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;
using Xunit;

namespace Slo.Tests.Definitions;

public sealed class DefinitionFileTests
{
    [Fact]
    public void Read_OfAppsettings_FindsTheSectionAmongOthers()
    {
        using TestFolder folder = new();
        var file = folder.Write("appsettings.json", """
            {
              // Comments and other sections are usual in appsettings.
              "Logging": { "LogLevel": { "Default": "Information" } },
              "Slo": { "ServiceName": "shop", "Objectives": { "checkout": { "TargetPercent": 99.9, "Period": "28d" }, "search": { "TargetPercent": 99 } } },
            }
            """);

        Assert.Equal(["checkout", "search"], DefinitionFile.Read(file).Select(objective => objective.Name));
        Assert.Equal(("checkout", "shop"), (DefinitionFile.Read(file, "CHECKOUT").Name, DefinitionFile.Read(file, "checkout").Service));
    }

    [Fact]
    public void Read_OfTheSectionAlone_NeedsNoWrapping()
    {
        using TestFolder folder = new();

        Assert.Equal("checkout", DefinitionFile.Read(folder.Write("slo.json", """{ "Objectives": { "checkout": { "TargetPercent": 99.9 } } }"""), null).Name);
    }

    [Theory]
    [InlineData("", ExitCode.Failed, "is not JSON")]
    [InlineData("{", ExitCode.Failed, "is not JSON")]
    [InlineData("[]", ExitCode.Failed, "declares no objectives")]
    [InlineData("""{ "Slo": { "Objectives": { "a": { "TargetPercent": 99 }, "A": { "TargetPercent": 98 } } } }""", ExitCode.Failed, "(1,58): error SLO0004: Slo:Objectives:A: appears twice")]
    [InlineData("{}", ExitCode.Failed, "has no section \"Slo\"")]
    [InlineData("""{ "Slo": { "ServiceName": "shop" } }""", ExitCode.Failed, "declares no objectives")]
    [InlineData("""{ "Slo": { "Objectives": { "a": { "TargetPercent": 100 } } } }""", ExitCode.Failed, "leaves no error budget")]
    [InlineData("""{ "Slo": { "Objectives": { "a": { "Target": 99 } } } }""", ExitCode.Failed, "(1,35): error SLO0110: ")]
    [InlineData("{\n\"Slo\": { \"Objectives\": { \"a\": { \"TargetPercent\": 99,\n  \"Http\": { \"Routes\": \"POST /todos\" } } } } }", ExitCode.Failed, "(3,13): error SLO0112: ")]
    [InlineData("""{ "Slo": { "Objectives": { "a": { "TargetPercent": 99 }, "b": { "TargetPercent": 99 } } } }""", ExitCode.Usage, "--name: a, b")]
    public void Read_OfWhatCannotBeTaken_NamesFileAndFault(string json, int code, string fault)
    {
        using TestFolder folder = new();
        var file = folder.Write("slo.json", json);

        ToolException refused = Assert.Throws<ToolException>(() => DefinitionFile.Read(file, null));

        Assert.Equal(code, refused.ExitCode);
        Assert.StartsWith(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnUnknownName_NamesThoseThatThereAre()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(""" "checkout": { "TargetPercent": 99 } """);

        ToolException refused = Assert.Throws<ToolException>(() => DefinitionFile.Read(file, "chekout"));

        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("'chekout'; there are: checkout", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.json")]
    [InlineData("")]
    public void Read_OfAFileThatIsNotThere_IsAUsageFault(string name)
    {
        using TestFolder folder = new();

        Assert.Equal(ExitCode.Usage, Assert.Throws<ToolException>(() => DefinitionFile.Read(folder.PathOf(name))).ExitCode);
    }
}
