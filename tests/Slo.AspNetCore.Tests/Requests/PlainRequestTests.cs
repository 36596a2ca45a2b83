using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>
/// The first request to an endpoint is decided by all that is known of it, and most later ones by what was decided once for the endpoint.
/// Both must count the same.
/// </summary>
public sealed class PlainRequestTests
{
    private static readonly string[] Objectives = ["fast", "all", "gets", "tagged", "created"];

    [Theory]
    [InlineData("GET", "/ok")]
    [InlineData("HEAD", "/ok")]
    [InlineData("POST", "/ok")]
    [InlineData("OPTIONS", "/ok")]
    [InlineData("PATTERN", "/ok")]
    [InlineData("GET", "/json")]
    [InlineData("GET", "/status/201")]
    [InlineData("GET", "/status/204")]
    [InlineData("GET", "/status/263")]
    [InlineData("GET", "/status/264")]
    [InlineData("GET", "/status/302")]
    [InlineData("GET", "/status/404")]
    [InlineData("GET", "/status/500")]
    [InlineData("GET", "/type/text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("GET", "/type/application/openmetrics-text; version=1.0.0")]
    [InlineData("GET", "/type/text/event-stream")]
    [InlineData("GET", "/type/text/plain; charset=utf-8")]
    [InlineData("GET", "/mark/bad")]
    [InlineData("GET", "/mark/ignored")]
    [InlineData("GET", "/takes/75")]
    [InlineData("GET", "/takes/300")]
    [InlineData("GET", "/takes/301")]
    [InlineData("GET", "/abort")]
    [InlineData("GET", "/throw")]
    [InlineData("GET", "/stream")]
    [InlineData("GET", "/nowhere")]
    public async Task Counts_OfARequest_AreThoseOfTheFirstOneLikeIt(string method, string path)
    {
        await using KestrelApp app = await StartAsync();
        List<(long, long, long)[]> counts = [await CountAsync(app)];
        for (var i = 0; i < 3; i++)
        {
            await app.SendAsync(new(method), path);
            counts.Add(await CountAsync(app));
        }

        // Another request to the endpoint in between lets it decide on its own.
        (long, long, long)[] first = Difference(counts[1], counts[0]);
        Assert.Equal(first, Difference(counts[2], counts[1]));
        Assert.Equal(first, Difference(counts[3], counts[2]));
    }

    // A good request first: then everything is decided for the endpoint.
    [Theory]
    [InlineData("/any?status=500", false)]
    [InlineData("/any?status=404", true)]
    [InlineData("/any?status=200&takes=301", false)]
    [InlineData("/any?status=200&mark=bad", false)]
    [InlineData("/any?status=200&abort=true", false)]
    [InlineData("/any?status=200&type=text/event-stream", null)]
    [InlineData("/any?status=200", true)]
    public async Task Counts_AfterGoodRequests_AreThoseOfTheRequest(string path, bool? isGood)
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync("/any?status=200");
        await app.GetAsync("/any?status=200");
        (long, long, long)[] before = await CountAsync(app);

        await app.GetAsync(path);

        (long, long, long) expected = isGood switch { true => (1, 0, 0), false => (0, 1, 0), null => (0, 0, 1) };
        Assert.Equal(expected, Difference(await CountAsync(app), before)[0]);
    }

    [Fact]
    public async Task Counts_OfOptions_AfterGoodRequests_AreNone()
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync("/ok");
        await app.GetAsync("/ok");
        (long, long, long)[] before = await CountAsync(app);

        await app.SendAsync(HttpMethod.Options, "/ok");

        Assert.Equal(before, await CountAsync(app));
    }

    private static async Task<KestrelApp> StartAsync()
    {
        KestrelApp? running = null;
        return running = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("fast", _ => { }, fasterThan: TimeSpan.FromMilliseconds(300));
                options.AddHttp("all", _ => { });
                options.AddHttp("gets", http => http.Route("GET", "/ok"));
                options.AddTagged("tagged");
                options.AddHttp("created", http => http.BadStatus("201"));
            },
            app =>
            {
                app.Map("/ok", (HttpContext _) => Task.CompletedTask);
                app.MapGet("/json", () => new { A = 1 }).WithSlo("tagged");
                app.MapGet("/status/{code:int}", (HttpContext context, int code) => context.Response.StatusCode = code);
                app.MapGet("/type/{**type}", (HttpContext context, string type) =>
                {
                    context.Response.ContentType = type;
                    return Task.CompletedTask;
                });
                app.MapGet("/mark/bad", (HttpContext context) => context.GetSloRequest()!.MarkBad("sold_out"));
                app.MapGet("/mark/ignored", (HttpContext context) => context.GetSloRequest()!.MarkIgnored());
                app.MapGet("/takes/{milliseconds:int}", (int milliseconds) => Wait(milliseconds));
                app.MapGet("/abort", (HttpContext context) => context.Abort());
                app.MapGet("/throw", string () => throw new InvalidOperationException());
                app.MapGet("/stream", (HttpContext _) => Task.CompletedTask).WithMetadata(new SloStreamAttribute());
                app.MapGet("/any", (HttpContext context, int status, int? takes, string? mark, bool? abort, string? type) =>
                {
                    context.Response.StatusCode = status;
                    context.Response.ContentType = type;
                    Wait(takes ?? 0);
                    if (mark is not null)
                    {
                        context.GetSloRequest()!.MarkBad(mark);
                    }

                    if (abort == true)
                    {
                        context.Abort();
                    }

                    return Task.CompletedTask;
                });
            });

        void Wait(int milliseconds) => running!.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    private static async Task<(long Good, long Bad, long Ignored)[]> CountAsync(KestrelApp app)
    {
        List<(long, long, long)> counts = [];
        foreach (var objective in Objectives)
        {
            counts.Add(await app.CountsAsync(objective));
        }

        return [.. counts];
    }

    private static (long Good, long Bad, long Ignored)[] Difference((long Good, long Bad, long Ignored)[] later, (long Good, long Bad, long Ignored)[] earlier) =>
        [.. later.Zip(earlier, (one, other) => (one.Good - other.Good, one.Bad - other.Bad, one.Ignored - other.Ignored))];
}
