using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Templates;

/// <summary>An app as <c>dotnet new</c> makes it, with <c>builder.AddSlo()</c> and objectives in its settings, built and started.</summary>
internal sealed class TemplateApp : IAsyncDisposable
{
    private const string Build = "var app = builder.Build();";
    private const string Run = "app.Run();";

    private readonly ServerProcess _process;

    private TemplateApp(ServerProcess process, HttpClient client)
    {
        _process = process;
        Client = client;
    }

    internal HttpClient Client { get; }

    internal string LastWords => _process.LastWords;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="template">The short name: mvc, blazor, grpc, web.</param>
    /// <param name="objectives">Members of <c>Objectives</c>, besides one for availability and one for latency.</param>
    /// <param name="change">Changes files of the project before it is built, relative to its folder.</param>
    /// <param name="version">Of HTTP, where the template speaks only one.</param>
    internal static async Task<TemplateApp> StartAsync(
        string template, string objectives = "", Action<Func<string, string>>? change = null, Version? version = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-template-");
        string PathOf(string file) => Path.Combine(folder.FullName, file);
        try
        {
            await ServerProcess.RunAsync("dotnet", "new", template, "-o", folder.FullName, "-n", "Made", "--no-restore");
            Reference(PathOf("Made.csproj"));
            AddSlo(PathOf("Program.cs"));
            Declare(PathOf("appsettings.json"), objectives);
            change?.Invoke(PathOf);
            await ServerProcess.RunAsync("dotnet", "build", PathOf("Made.csproj"), "-c", "Release", "-nologo", "-v", "quiet");
            Uri address = new($"http://{LoopbackPort.Free()}");
            HttpClient client = new() { BaseAddress = address };
            if (version is not null)
            {
                (client.DefaultRequestVersion, client.DefaultVersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
            }

            // In development the assets are served from where they lie, without being published.
            return new TemplateApp(
                await ServerProcess.StartAsync(
                    folder, () => AnswersAsync(client), PathOf(Path.Combine("bin", "Release", "net10.0", "Made")), "--urls", address.ToString(), "--environment", "Development"),
                client);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>What an objective counted, and whether its alert fires.</summary>
    internal async Task<(long Good, long Bad, string? Alert)> CountsAsync(string objective)
    {
        JsonElement slo = await Client.GetFromJsonAsync<JsonElement>($"slo/api/v1/slos/{objective}", Cancel);
        return (slo.GetProperty("goodEvents").GetInt64(), slo.GetProperty("badEvents").GetInt64(), slo.GetProperty("alert").GetProperty("state").GetString());
    }

    /// <summary>Waits until an objective has counted as many events, and asserts that no more come.</summary>
    internal async Task ExpectAsync(string objective, long good, long bad)
    {
        (long Good, long Bad, string? Alert) counts = default;
        await Eventually.TrueAsync(
            async () => (counts = await CountsAsync(objective)).Good + counts.Bad >= good + bad, () => $"{objective}: {good} good and {bad} bad; there are {counts}");
        Assert.Equal((good, bad, "inactive"), counts);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        using HttpResponseMessage response = await client.GetAsync(new Uri("slo/api/v1/slos", UriKind.Relative), Cancel);
        return response.IsSuccessStatusCode;
    }

    // What the packages would bring.
    private static void Reference(string project) => Replace(project, "</Project>", $"""
          <ItemGroup>
            <Reference Include="{Path.Combine(AppContext.BaseDirectory, "Slo.Core.dll")}" />
            <Reference Include="{Path.Combine(AppContext.BaseDirectory, "Slo.Hosting.dll")}" />
            <Reference Include="{Path.Combine(AppContext.BaseDirectory, "Slo.AspNetCore.dll")}" />
          </ItemGroup>
        </Project>
        """);

    private static void AddSlo(string program)
    {
        Replace(program, Build, $"builder.AddSlo();\n{Build}");
        Replace(program, Run, $"app.MapSloApi().AllowAnonymous();\n{Run}");
    }

    private static void Declare(string settings, string objectives)
    {
        JsonObject root = JsonNode.Parse(File.ReadAllText(settings))!.AsObject();
        root["Slo"] = JsonNode.Parse($$"""
            {
              "Objectives": {
                "availability": { "TargetPercent": 99.9, "Http": {} },
                "latency": { "TargetPercent": 99, "Http": {}, "FasterThan": "500ms" }{{(objectives.Length > 0 ? "," + objectives : "")}}
              }
            }
            """);
        File.WriteAllText(settings, root.ToJsonString());
    }

    /// <summary>Replaces text that must be there: a template that changed would otherwise test nothing.</summary>
    internal static void Replace(string file, string old, string text)
    {
        var before = File.ReadAllText(file);
        Assert.Contains(old, before, StringComparison.Ordinal);
        File.WriteAllText(file, before.Replace(old, text, StringComparison.Ordinal));
    }
}
