using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Api;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary><c>GET v1/report</c>: the review as one document.</summary>
public sealed partial class SloApiReportTests
{
    private const string Path = "/slo/api/v1/report";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "text/html", "<!DOCTYPE html>")]
    [InlineData("&format=html", "text/html", "<!DOCTYPE html>")]
    [InlineData("&format=Markdown&slo=ALL", "text/markdown", "# SLO review: 2026-01-01 00:00 to 2026-01-01 02:00")]
    public async Task Report_OfAnOpenApi_IsADocument(string query, string type, string start)
    {
        await using KestrelApp app = await StartAsync();
        await BurnAsync(app);

        using HttpResponseMessage response = await app.Client.GetAsync($"{Path}?from=2026-01-01&to=2026-01-01T02:00Z{query}", Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("utf-8", response.Content.Headers.ContentType.CharSet);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains("1,010", text, StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff"), (response.Headers.CacheControl!.ToString(), response.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Matches("^inline; filename=\"?slo-review-2026-01-01\\.(html|md)\"?$", response.Content.Headers.ContentDisposition!.ToString());
    }

    // The one style is allowed by its hash; nothing else is.
    [Fact]
    public async Task Report_HasAPolicyThatItKeeps()
    {
        await using KestrelApp app = await StartAsync();
        await BurnAsync(app);

        using HttpResponseMessage response = await app.Client.GetAsync(Path, Cancel);
        var html = await response.Content.ReadAsStringAsync(Cancel);

        var style = Assert.Single(Style().Matches(html)).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotMatch(Loading(), html);
    }

    [Fact]
    public async Task Report_HasIncidentsAndDeploymentsOfTheLedger()
    {
        await using KestrelApp app = await StartAsync();
        app.Registry.MarkDeployment("v<1>");
        await BurnAsync(app);

        var html = await app.Client.GetStringAsync($"{Path}?from=2026-01-01", Cancel);

        Assert.Contains("<h3>Incidents, by cost</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"t\">v&lt;1&gt;</td>", html, StringComparison.Ordinal);
    }

    // 600 bad events of 60,000; half of them came while 1 % was allowed, and half while 0.1 % was.
    [Fact]
    public async Task PeriodBefore_IsJudgedByTheTargetsThatWereInForceInIt()
    {
        await using KestrelApp app = await StartAsync();
        for (var minute = 0; minute < 120; minute++)
        {
            if (minute == 30)
            {
                SloObjective before = app.Registry.Get("all").Objective;
                app.Registry.Replace([(before.Definition with { TargetRatio = 0.999m }).Resolve()]);
            }

            app.Registry.Get("all").Record(990, 10);
            app.Time.Advance(TimeSpan.FromMinutes(1));
            app.Registry.Evaluate();
        }

        var text = await app.Client.GetStringAsync($"{Path}?format=markdown&from=2026-01-01T01:00Z&to=2026-01-01T02:00Z", Cancel);

        Assert.Contains("| budget spent | 1,000.0 % | 181.8 % |", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=pdf", "format must be one of html, markdown.")]
    [InlineData("format=1", "format must be one of html, markdown.")]
    [InlineData("from=yesterday", "from and to must be dates or RFC 3339 times, for example 2026-03-01 or 2026-03-01T00:00:00Z.")]
    [InlineData("from=2026-01-02&to=2026-01-01", "from must be before to, with 1 h to 400 d in between that are past.")]
    [InlineData("from=2020-01-01&to=2025-12-31", "from must be before to, with 1 h to 400 d in between that are past.")]
    [InlineData("from=1971-12-31&to=1972-06-01", "from must be before to, with 1 h to 400 d in between that are past.")]
    [InlineData("from=2026-02-01&to=2026-03-01", "from must be before to, with 1 h to 400 d in between that are past.")]
    public async Task Question_ThatIsFaulty_IsRefused(string query, string detail)
    {
        await using KestrelApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.GetAsync($"{Path}?{query}", Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var problem = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(detail, problem, StringComparison.Ordinal);
        Assert.Equal(!query.StartsWith("format", StringComparison.Ordinal), problem.Contains($"\"code\":\"{SloFindingCodes.OutOfRange}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_OfAnUnknownObjective_IsNotFound()
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync(Path + "?slo=all&slo=other"));
    }

    [Fact]
    public async Task Report_WithoutPermission_Is403Or401()
    {
        await using (KestrelApp closed = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi()))
        {
            Assert.Equal(HttpStatusCode.Forbidden, await closed.GetAsync(Path));
        }

        await using KestrelApp secured = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(), app => app.MapSloApi().RequireAuthorization(),
            builder =>
            {
                builder.Services.AddAuthentication(ClosedScheme.Name).AddScheme<AuthenticationSchemeOptions, ClosedScheme>(ClosedScheme.Name, null);
                builder.Services.AddAuthorization();
            });
        Assert.Equal(HttpStatusCode.Unauthorized, await secured.GetAsync(Path));
        secured.Client.DefaultRequestHeaders.Add("X-User", "operator");
        Assert.Equal(HttpStatusCode.OK, await secured.GetAsync(Path));
    }

    // Each takes its turn or is told when to come again; none waits, and afterwards the next one is made.
    [Fact]
    public async Task Reports_AtTheSameTime_AreMadeOrRefused()
    {
        await using KestrelApp app = await StartAsync();
        await BurnAsync(app);

        HttpStatusCode?[] codes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.GetAsync(Path)));

        Assert.Contains(HttpStatusCode.OK, codes);
        Assert.All(codes, code => Assert.True(code is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(Path));
    }

    [Fact]
    public async Task Report_ThatIsReadSlowly_KeepsNoOtherOneWaiting()
    {
        await using KestrelApp app = await StartAsync();
        ReportApi api = new(app.Registry, app.Services.GetRequiredService<SloLedgerReader>(), app.Time, app.Services.GetRequiredService<Slo.AspNetCore.Requests.RequestCounting>(), new ReplayTurn());
        using StuckStream stuck = new();
        DefaultHttpContext slow = new() { Response = { Body = stuck } };
        Task reading = api.Get(slow);
        await stuck.Reached;

        DefaultHttpContext next = new() { Response = { Body = new MemoryStream() } };
        await api.Get(next);
        stuck.Continue();
        await reading;

        Assert.Equal((200, 200), (slow.Response.StatusCode, next.Response.StatusCode));
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options => options.AddObjective("all", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromDays(1)).HttpServer(_ => { })),
        app => app.MapSloApi().AllowAnonymous());

    // An hour of good events, a minute that is bad, and an hour without any.
    private static async Task BurnAsync(KestrelApp app)
    {
        for (var minute = 0; minute < 120; minute++)
        {
            app.Registry.Get("all").Record(minute < 60 ? 100 : 0, minute == 60 ? 1010 : 0);
            app.Time.Advance(TimeSpan.FromMinutes(1));
            app.Registry.Evaluate();
        }

        await Task.CompletedTask;
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script|<img|<link|<iframe| style=| on[a-z]+=|href=|src=|url\\(|@import|https?:")]
    private static partial Regex Loading();
}
