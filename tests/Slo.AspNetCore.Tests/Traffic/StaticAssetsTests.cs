using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Xunit;

namespace Slo.AspNetCore.Tests.Traffic;

/// <summary>Files are not the service: they count only if an objective says so, and then as one group.</summary>
public sealed class StaticAssetsTests : IDisposable
{
    private const int Files = 130;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("slo-assets-");

    public StaticAssetsTests()
    {
        List<string> endpoints = [];
        for (var i = 0; i < Files; i++)
        {
            File.WriteAllText(Path.Combine(_root.FullName, $"asset{i}.js"), $"{i}");
            endpoints.Add($$"""
                { "Route": "asset{{i}}.js", "AssetFile": "asset{{i}}.js", "Selectors": [], "EndpointProperties": [],
                  "ResponseHeaders": [ { "Name": "Content-Type", "Value": "text/javascript" }, { "Name": "ETag", "Value": "\"{{i}}\"" },
                    { "Name": "Content-Length", "Value": "{{$"{i}".Length}}" },
                    { "Name": "Last-Modified", "Value": "Thu, 01 Jan 2026 00:00:00 GMT" } ] }
                """);
        }

        File.WriteAllText(Manifest, $$"""{ "Version": 1, "ManifestType": "Build", "Endpoints": [ {{string.Join(",", endpoints)}} ] }""");
    }

    private string Manifest => Path.Combine(_root.FullName, "app.staticwebassets.endpoints.json");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_ByDefault_CountForNothingAndTakeNoGroup(bool isMapped)
    {
        await using KestrelApp app = await StartAsync(isMapped);
        for (var i = 0; i < Files; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync($"/asset{i}.js"));
        }

        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/fails"));

        Assert.Equal((0, 1, 0), await app.CountsAsync("service"));
        Assert.Equal(["/fails"], app.Registry.Get("service").GetGroups(100).Select(group => group.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_OfAnObjectiveThatCountsThem_ShareAGroup(bool isMapped)
    {
        await using KestrelApp app = await StartAsync(isMapped);
        await app.GetAsync("/asset1.js");
        await app.GetAsync("/asset2.js");
        await app.GetAsync("/fails");

        Assert.Equal((2, 1, 0), await app.CountsAsync("everything"));
        Assert.Equal(
            [("/fails", 0, 1), ("(static)", 2, 0)],
            app.Registry.Get("everything").GetGroups(100).Select(group => (group.Name, (int)group.Events.Good, (int)group.Events.Bad)));
    }

    [Fact]
    public async Task File_ThatIsMissing_CountsAsARequest()
    {
        await using KestrelApp app = await StartAsync(isMapped: false);
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/asset999.js"));

        Assert.Equal((1, 0, 0), await app.CountsAsync("service"));
    }

    private Task<KestrelApp> StartAsync(bool isMapped) => KestrelApp.StartAsync(
        options =>
        {
            options.AddObjective("service", objective => objective.TargetPercent(99).HttpServer().GroupByRoute());
            options.AddObjective("everything", objective => objective.TargetPercent(99).HttpServer(http => http.StaticAssets()).GroupByRoute());
        },
        app =>
        {
            if (isMapped)
            {
                app.MapStaticAssets(Manifest);
            }
            else
            {
                app.UseStaticFiles();
            }

            app.MapGet("/fails", () => Results.StatusCode(500));
        },
        builder =>
        {
            builder.Environment.WebRootPath = _root.FullName;
            builder.Environment.WebRootFileProvider = new PhysicalFileProvider(_root.FullName);
        });
}
