using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Slo.Apps.Tests.Templates;

/// <summary><c>dotnet new mvc</c> and a client that loads its pages with all that they link to.</summary>
public sealed partial class MvcTemplateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_AreCountedAndTheirFilesAreNot()
    {
        await using TemplateApp app = await TemplateApp.StartAsync("mvc", """ "by-route": { "TargetPercent": 99.9, "Http": {}, "GroupBy": "http.route" } """);

        var files = 0;
        foreach (var page in (string[])["/", "/Home/Privacy", "/"])
        {
            files += await LoadAsync(app.Client, page);
        }

        using HttpResponseMessage missing = await app.Client.GetAsync(new Uri("/nowhere", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.InRange(files, 10, 100);
        await app.ExpectAsync("availability", good: 4, bad: 0);
        (long good, long bad, var alert) = await app.CountsAsync("latency");
        Assert.Equal((4, "inactive"), (good + bad, alert));

        using var groups = JsonDocument.Parse(await app.Client.GetStringAsync(new Uri("slo/api/v1/slos/by-route/groups", UriKind.Relative), Cancel));
        Assert.Equal(
            ["(none)", "Home/Index", "Home/Privacy"],
            groups.RootElement.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("value").GetString()).Order(StringComparer.Ordinal));
    }

    /// <returns>How many files the page links to.</returns>
    private static async Task<int> LoadAsync(HttpClient client, string page)
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative), Cancel);
        string[] files = [.. Files().Matches(html).Select(file => file.Groups[1].Value).Distinct()];
        foreach (var file in files)
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(file, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        return files.Length;
    }

    [GeneratedRegex("""(?:href|src)="(/[^"]+\.[^"/]+)" ?""")]
    private static partial Regex Files();
}
