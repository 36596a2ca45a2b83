using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiPagingTests
{
    private const int Count = 150;

    // Neither in the order of the alphabet nor in one case.
    private static readonly string[] Names = [.. Enumerable.Range(0, Count).Select(i => $"{(i % 2 == 0 ? "o" : "O")}{i * 37 % Count}")];

    private static readonly string[] Sorted = [.. Names.Order(StringComparer.OrdinalIgnoreCase)];

    [Theory]
    [InlineData("?limit=7", 22)]
    [InlineData("?limit=75&view=summary", 2)]
    [InlineData("?limit=150", 1)]
    [InlineData("?limit=1000", 1)]
    [InlineData("", 2)]
    public async Task Pages_ByTheirCursor_HoldEveryObjectiveOnceInOrder(string query, int pages)
    {
        await using KestrelApp app = await StartAsync();
        List<string> seen = [];
        var read = 0;
        string? next = null;
        do
        {
            var cursor = next is null ? "" : (query.Length == 0 ? "?" : "&") + "cursor=" + next;
            JsonNode page = await GetAsync(app, $"/slo/api/v1/slos{query}{cursor}");
            Assert.Equal(Count, page["total"]!.GetValue<int>());
            seen.AddRange(Of(page));
            next = page["next"]?.GetValue<string>();
            read++;
        }
        while (next is not null);

        Assert.Equal(Sorted, seen);
        Assert.Equal(pages, read);
    }

    [Fact]
    public async Task Pages_ByTheirLinks_KeepTheQuestion()
    {
        await using KestrelApp app = await StartAsync(pathBase: "/shop");
        Uri address = new(app.Client.BaseAddress!, "/shop/slo/api/v1/slos?limit=40&state=noData&service=Even%20%26%20odd&view=summary");
        List<string> seen = [];
        for (Uri? next = address; next is not null;)
        {
            using HttpResponseMessage response = await app.Client.GetAsync(next, TestContext.Current.CancellationToken);
            JsonNode page = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(Count / 2, page["total"]!.GetValue<int>());
            Assert.Null(page["slos"]![0]!["windows"]);
            seen.AddRange(Of(page));
            next = response.Headers.TryGetValues("Link", out IEnumerable<string>? link)
                ? new Uri(address, Assert.Single(link).Split('<', '>')[1])
                : null;
            Assert.Equal(page["next"] is null, next is null);
        }

        Assert.Equal(Sorted.Where(name => name[0] == 'o'), seen);
    }

    [Fact]
    public async Task Pages_WhileObjectivesComeAndGo_RepeatNoneAndMissNoneThatStays()
    {
        await using KestrelApp app = await StartAsync();
        JsonNode first = await GetAsync(app, "/slo/api/v1/slos?limit=50");
        var cursor = first["next"]!.GetValue<string>();
        app.Registry.Remove(cursor);
        app.Registry.Remove(Sorted[0]);
        app.Registry.Add(new SloObjectiveBuilder("a-new-one").TargetPercent(99).Build());
        JsonNode rest = await GetAsync(app, $"/slo/api/v1/slos?limit=1000&cursor={cursor}");

        Assert.Equal(Sorted, Of(first).Concat(Of(rest)));
        Assert.Null(rest["next"]);
        Assert.Equal(Count - 1, rest["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("?cursor=zzz", 0)]
    [InlineData("?cursor=A", 100)]
    [InlineData("?cursor=%3Cscript%3E&limit=1000", Count)]
    [InlineData("?service=unknown", 0)]
    [InlineData("?service=EVEN%20%26%20ODD", Count / 2)]
    [InlineData("?state=healthy&service=shop", 0)]
    public async Task Page_OfAnyCursorAndFilter_IsAnswered(string query, int expected)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(expected, Of(await GetAsync(app, "/slo/api/v1/slos" + query)).Count());
    }

    [Fact]
    public async Task Alerts_InPages_HoldEveryAlertOnceAndTransitionsOnTheFirst()
    {
        await using KestrelApp app = await StartAsync();
        foreach (var name in Names)
        {
            app.Registry.Get(name).Record(0, 100_000);
        }

        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
        JsonNode first = await GetAsync(app, "/slo/api/v1/alerts?limit=120");
        JsonNode second = await GetAsync(app, $"/slo/api/v1/alerts?limit=120&cursor={first["next"]}");

        Assert.Equal(Sorted, Of(first, "alerts").Concat(Of(second, "alerts")));
        Assert.Equal((120, 0), (first["transitions"]!.AsArray().Count, second["transitions"]!.AsArray().Count));
        Assert.Equal((Count, Count, null), (first["total"]!.GetValue<int>(), second["total"]!.GetValue<int>(), second["next"]));
        Assert.Equal(first["asOf"]!.GetValue<string>(), second["asOf"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("?limit=0", "limit must be a number from 1 to 1000.")]
    [InlineData("?limit=1001", "limit must be a number from 1 to 1000.")]
    [InlineData("?limit=-1", "limit must be a number from 1 to 1000.")]
    [InlineData("?limit=99999999999", "limit must be a number from 1 to 1000.")]
    [InlineData("?limit=", "limit must be a number from 1 to 1000.")]
    [InlineData("?cursor=", "cursor must be the value of next on the previous page.")]
    [InlineData("?view=light", "view must be one of full, summary, overview.")]
    [InlineData("?view=0", "view must be one of full, summary, overview.")]
    public async Task OddQuery_IsA400WithTheRule(string query, string detail)
    {
        await using KestrelApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync("/slo/api/v1/slos" + query, TestContext.Current.CancellationToken);

        var problem = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(detail, JsonNode.Parse(problem)!["detail"]!.GetValue<string>());
    }

    private static IEnumerable<string> Of(JsonNode page, string list = "slos") =>
        page[list]!.AsArray().Select(slo => slo!["name"]!.GetValue<string>());

    private static Task<KestrelApp> StartAsync(string pathBase = "") => KestrelApp.StartAsync(
        options =>
        {
            foreach (var name in Names)
            {
                options.AddObjective(name, objective => objective.TargetPercent(99).Compact().Service(name[0] == 'o' ? "Even & odd" : "shop"));
            }
        },
        app =>
        {
            app.UsePathBase(pathBase);
            app.UseRouting();
            app.MapSloApi().AllowAnonymous();
        });

    private static async Task<JsonNode> GetAsync(KestrelApp app, string path) =>
        JsonNode.Parse(await app.Client.GetStringAsync(path, TestContext.Current.CancellationToken))!;
}
