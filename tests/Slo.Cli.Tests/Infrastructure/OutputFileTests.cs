using System.Runtime.Versioning;
using Slo.Cli.Infrastructure;
using Xunit;

namespace Slo.Tests.Infrastructure;

/// <summary>What becomes of links, modes and other files where a file is written.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_ThatIsNew_EndsWithALineBreakAndHasNoMark()
    {
        OutputFile.Write((_folder.PathOf("a"), "ä"), (_folder.PathOf("b"), "b\n"));

        Assert.Equal([0xC3, 0xA4, 0x0A], File.ReadAllBytes(_folder.PathOf("a")));
        Assert.Equal("b\n", File.ReadAllText(_folder.PathOf("b")));
        Assert.Equal(2, Directory.GetFiles(_folder.PathOf("")).Length);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    [UnsupportedOSPlatform("windows")]
    public void Mode_OfAFileThatIsReplaced_IsKept(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "has no modes");
        var file = _folder.Write("a", "old");
        File.SetUnixFileMode(file, mode);

        OutputFile.Write((file, "new"));

        Assert.Equal(("new\n", mode), (File.ReadAllText(file), File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Link_ToAFile_StaysAndItsFileIsReplaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links want a privilege");
        Directory.CreateDirectory(_folder.PathOf("real/deep"));
        Directory.CreateSymbolicLink(_folder.PathOf("linked"), "real/deep");
        File.WriteAllText(_folder.PathOf("real/a"), "old");
        File.CreateSymbolicLink(_folder.PathOf("real/deep/a"), "../a");
        File.CreateSymbolicLink(_folder.PathOf("b"), "linked/a");
        File.CreateSymbolicLink(_folder.PathOf("c"), "real/new");

        // Through a folder that is a link: .. is that of the real one.
        OutputFile.Write((_folder.PathOf("linked/a"), "first"));
        var first = File.ReadAllText(_folder.PathOf("real/a"));
        OutputFile.Write((_folder.PathOf("b"), "second"), (_folder.PathOf("c"), "third"));

        Assert.Equal(("first\n", "second\n", "third\n"), (first, File.ReadAllText(_folder.PathOf("real/a")), File.ReadAllText(_folder.PathOf("real/new"))));
        Assert.Equal(("../a", "linked/a", "real/new"), (
            new FileInfo(_folder.PathOf("real/deep/a")).LinkTarget, new FileInfo(_folder.PathOf("b")).LinkTarget, new FileInfo(_folder.PathOf("c")).LinkTarget));
        Assert.False(File.Exists(_folder.PathOf("a")));
    }

    [Fact]
    public void Links_InACircle_AreSaid()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links want a privilege");
        File.CreateSymbolicLink(_folder.PathOf("a"), "b");
        File.CreateSymbolicLink(_folder.PathOf("b"), "a");

        ToolException fault = Assert.Throws<ToolException>(() => OutputFile.Write((_folder.PathOf("a"), "x")));

        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains("error SLO0901: cannot be written: the links are circular", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_OfWhichOneCannotBeWritten_StayAsTheyWere()
    {
        var first = _folder.Write("a", "old");

        ToolException fault = Assert.Throws<ToolException>(() => OutputFile.Write((first, "new"), (_folder.PathOf("absent/b"), "new")));

        Assert.StartsWith(_folder.PathOf("absent/b"), fault.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(first));
        Assert.Equal([first], Directory.GetFiles(_folder.PathOf("")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("absent/a")]
    [InlineData("absent/")]
    [InlineData("folder")]
    [InlineData("a\0b")]
    [InlineData("file/a")]
    public void Path_ThatCannotBeWritten_IsAUsageFault(string path)
    {
        Directory.CreateDirectory(_folder.PathOf("folder"));
        _folder.Write("file", "x");

        ToolException fault = Assert.Throws<ToolException>(() => OutputFile.Write((path.Length > 0 ? _folder.PathOf("") + "/" + path : path, "x")));

        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains("error SLO0901: cannot be written: ", fault.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.PathOf("")));
    }
}
