using System.Diagnostics;
using System.Reflection;
using Slo.Testing;
using Xunit;

namespace Slo.Native.Tests;

/// <summary>The tool as native code says what it says on a runtime.</summary>
public sealed class ToolTests : IDisposable
{
    private static readonly string Configuration = typeof(ToolTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-native-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--help")]
    [InlineData("calc --target 99.9")]
    [InlineData("calc --target 99.9 --format json")]
    [InlineData("init --yes")]
    [InlineData("init --yes --output slos.yaml;validate --strict -i slos.yaml;convert -i slos.yaml --to appsettings;generate prometheus -i slos.yaml")]
    [InlineData("init --yes --output slos.yaml;generate grafana -i slos.yaml;fmt -i slos.yaml;diff slos.yaml slos.yaml")]
    [InlineData("validate -i appsettings.json")]
    [InlineData("validate -i nowhere.yaml")]
    [InlineData("simulate --target 99.9 --duration 10m")]
    [InlineData("init --yes -o slos.yaml;import --state slo.db --slo slos.yaml --trace trace.csv;export --state slo.db;report --state slo.db -i slos.yaml;replay --slo slos.yaml --state slo.db")]
    [InlineData("generate json-schema")]
    [InlineData("completion bash")]
    [InlineData("nonsense")]
    public async Task Verbs_AsNativeCode_SayTheSame(string lines)
    {
        var native = await NativeProgram.ToolAsync();
        var managed = Repository.PathOf("src", "Slo.Cli", "bin", Configuration, "net10.0", "Slo.Cli.dll");

        Assert.Equal(await SaidAsync("dotnet", [managed], lines), await SaidAsync(native, [], lines));
    }

    /// <summary>What several runs in one folder said, with their exit codes.</summary>
    private async Task<string> SaidAsync(string program, string[] before, string lines)
    {
        DirectoryInfo folder = _folder.CreateSubdirectory("shop");
        File.Copy(Repository.PathOf("samples", "MinimalApi", "appsettings.json"), Path.Combine(folder.FullName, "appsettings.json"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "trace.csv"), "timestamp,good,total\n1740787200,9,10\n1740787260,10,10\n1740787320,,\n", TestContext.Current.CancellationToken);
        List<string> said = [];
        foreach (var line in lines.Split(';'))
        {
            using Process tool = Process.Start(new ProcessStartInfo(program, [.. before, .. line.Split(' ')])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            tool.StandardInput.Close();
            Task<string> error = tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            said.Add(await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error);
            await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
            said.Add($"{tool.ExitCode}");
        }

        folder.Delete(recursive: true);
        return string.Join('\n', said);
    }
}
