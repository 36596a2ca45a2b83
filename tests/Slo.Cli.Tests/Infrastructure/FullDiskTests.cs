using Xunit;

namespace Slo.Tests.Infrastructure;

/// <summary>The built tool where files cannot be written: what was there stays.</summary>
public sealed class FullDiskTests
{
    // What stands in for a full disk: at most one block of any file is written. (The runtime itself wants larger ones, unless told not to.)
    private const string Full = "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f 1; ";

    public static TheoryData<string> Writing
    {
        get
        {
            using VerbLines lines = new();
            return [.. lines.Writing.Keys];
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task File_OnAFullDisk_StaysAsItWas(string verb)
    {
        SkipUnlessLinux();
        using VerbLines lines = new();
        var file = lines.Folder.Write("out", "old\n");
        string[] before = Directory.GetFiles(lines.Folder.PathOf(""));

        ToolRun run = await ToolRun.OfShell($"{Full}{ToolRun.Quoted} {lines.Writing[verb]} {file}");

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains($"{file}: error SLO0901: cannot be written: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("old\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(before.Order(), Directory.GetFiles(lines.Folder.PathOf("")).Order());
    }

    [Fact]
    public async Task Fmt_OfFilesOfWhichOneDoesNotFit_WritesNone()
    {
        SkipUnlessLinux();
        using TestFolder folder = new();
        var one = folder.Write("one.yaml", Definitions.OpenSloText.Of("one"));
        IEnumerable<string> twenty = Enumerable.Range(0, 20).Select(i => Definitions.OpenSloText.Of($"many-{i}"));
        var many = folder.Write("many.yaml", string.Join("\n---\n", twenty));
        string[] before = [await Text(one), await Text(many)];

        var nearlyFull = Full.Replace("-f 1", "-f 8", StringComparison.Ordinal);
        ToolRun run = await ToolRun.OfShell($"{nearlyFull}{ToolRun.Quoted} fmt --write -i {one} -i {many}");
        string[] after = [await Text(one), await Text(many)];
        ToolRun fits = await ToolRun.Of("fmt", "--write", "-i", one, "-i", many);

        Assert.Equal(2, run.Code);
        Assert.Contains($"{many}: error SLO0901: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, after);
        Assert.Equal(0, fits.Code);
        Assert.NotEqual(before[0], await Text(one));
        Assert.Equal(2, Directory.GetFiles(folder.PathOf("")).Length);
    }

    // No privilege makes files there, not even that of root.
    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Folder_ThatTakesNoFiles_IsSaid(string verb)
    {
        SkipUnlessLinux();
        using VerbLines lines = new();

        foreach (var file in (string[])["/proc/slo-out", "/sys/slo-out", lines.Folder.PathOf("absent/out"), lines.Folder.PathOf(""), "/dev/full"])
        {
            ToolRun run = await ToolRun.Of([.. lines.Writing[verb].Split(' '), file]);

            Assert.Equal((2, ""), (run.Code, run.Output));
            Assert.Contains($"slo: {file}: error SLO0901: cannot be written: ", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task File_WithoutAStandardOutput_IsWhole(string verb)
    {
        SkipUnlessLinux();
        using VerbLines lines = new();
        string[] files = [.. new[] { "1", "2", "3" }.Select(name => Path.Combine(Directory.CreateDirectory(lines.Folder.PathOf(name)).FullName, "out"))];
        var slo = $"{ToolRun.Quoted} {lines.Writing[verb]}";

        ToolRun whole = await ToolRun.Of([.. lines.Writing[verb].Split(' '), files[0]]);
        ToolRun closed = await ToolRun.OfShell($"{slo} {files[1]} >&-");
        ToolRun allClosed = await ToolRun.OfShell($"{slo} {files[2]} >&- 2>&- <&-");

        Assert.Equal((0, 0, 0), (whole.Code, closed.Code, allClosed.Code));
        Assert.NotEqual("", await Text(files[0]));
        Assert.Equal(await Text(files[0]), await Text(files[1]));
        Assert.Equal(await Text(files[0]), await Text(files[2]));
    }

    // The file is written before the document is printed.
    [Fact]
    public async Task File_BesideAFullStandardOutput_IsWhole()
    {
        SkipUnlessLinux();
        using VerbLines lines = new();
        var file = lines.Folder.PathOf("out");

        ToolRun run = await ToolRun.OfShell($"{ToolRun.Quoted} {lines.Writing["convert"]} {file} --format json >/dev/full");
        ToolRun again = await ToolRun.Of("validate", "-i", file);

        Assert.Equal((3, 0), (run.Code, again.Code));
    }

    [Fact]
    public async Task Pipe_AsTheFile_IsWrittenTo()
    {
        SkipUnlessLinux();
        using TestFolder folder = new();
        var (pipe, log, link) = (folder.PathOf("pipe"), folder.Write("log", "first\n"), folder.PathOf("link"));
        var slo = $"{ToolRun.Quoted} generate json-schema -o";

        ToolRun run = await ToolRun.OfShell($"""
            mkfifo {pipe}; wc -l <{pipe} & {slo} {pipe}; wait
            {slo} /dev/stdout | wc -l; {slo} /dev/stdout >>{log}
            ln -s /dev/stdout {link}; {slo} {link} | wc -l
            test -p {pipe} && test -L {link}
            """);

        Assert.Equal(0, run.Code);
        var lines = int.Parse(run.Lines[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(lines, 100, 100_000);
        Assert.Equal([$"{lines}", $"{lines}", $"{lines}"], run.Lines.Select(line => line.Trim()));
        Assert.Equal(lines + 1, File.ReadLines(log).Count());
        Assert.Equal("first", File.ReadLines(log).First());
    }

    private static async Task<string> Text(string file) => await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    private static void SkipUnlessLinux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs sh, /proc and /dev/full");
}
