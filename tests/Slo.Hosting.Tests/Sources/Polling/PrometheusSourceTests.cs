using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources.Polling;

/// <summary>What a Prometheus answers becomes steps with good and total, whatever it answers.</summary>
public sealed class PrometheusSourceTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly long Zero = Start.ToUnixTimeSeconds();

    private readonly SourceServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    // The pair of the article: exact, because the counters behind it are read.
    [Theory]
    [InlineData("""sum(rate(requests_total{code!~"5.."}[1h]))""", """sum(rate(requests_total[1h]))""", false)]
    [InlineData("""sum by (pod) (increase(requests_total{code!~"5.."}[{{.window}}]))""", """sum(rate(requests_total[{{.window}}])) by (pod)""", false)]
    [InlineData("""requests_total{code!~"5.."}""", "requests_total", true)]
    public async Task CounterPair_WithResetGapAndNaN_GivesTheExactCounts(string good, string total, bool isCounter)
    {
        // Ten events a minute of which one is bad. At minute 3 the good series begins again at 0, at minutes 6 and 7 there are no samples,
        // at minute 9 one is no number.
        _server.Body = query => query["query"]!.StartsWith("max(timestamp(", StringComparison.Ordinal)
            ? SourceServer.Matrix(query, ("", at => Minute(at) is 6 or 7 ? null : Text(at)))
            : query["query"] == "requests_total"
                ? SourceServer.Matrix(query, (Labels("200"), Good), (Labels("500"), at => Minute(at) is 6 or 7 ? null : Text(Minute(at) + 100)))
                : SourceServer.Matrix(query, (Labels("200"), Good));

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(Source(), new("Prometheus") { Good = good, Total = total, IsCounter = isCounter }, 12);

        // Of minutes 6 to 8 nothing is known. What minute 9 had is counted with minute 10.
        Assert.Equal([0, 1, 2, 3, 4, 8, 9, 10, 11], steps.Select(step => Minute(step.From.ToUnixTimeSeconds())));
        Assert.All(steps.Where(step => Minute(step.From.ToUnixTimeSeconds()) is not (8 or 9)), step => Assert.Equal((9, 10), (step.Good, step.Total)));
        Assert.Equal((0, 1), (steps[5].Good, steps[5].Total));
        Assert.Equal((18, 19), (steps[6].Good, steps[6].Total));

        string? Good(long at) => Minute(at) is 6 or 7 ? null : Minute(at) == 9 ? "NaN" : Text(Minute(at) >= 3 ? 9 * (Minute(at) - 2) : 9 * (Minute(at) + 100));
    }

    // One that was away for three minutes has, when it returns, what it counted meanwhile: also if it was away when the poll began.
    [Fact]
    public async Task SeriesThatReturns_CountsWhatItHasMore()
    {
        _server.Body = query => query["query"]!.StartsWith("max(timestamp(", StringComparison.Ordinal)
            ? SourceServer.Matrix(query, ("", Text))
            : SourceServer.Matrix(query, (Labels("a"), at => Text(1000 + Minute(at))), (Labels("b"), at => Minute(at) is >= -1 and <= 1 ? null : Text(1000 + Minute(at))));

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(Source(), new("Prometheus") { Good = "good_total", Total = "all_total", IsCounter = true }, 3);

        Assert.Equal([1, 5, 2], steps.Select(step => step.Total));
    }

    [Fact]
    public async Task QueryWithWindow_IsAskedForTheStepAndScaledToEvents()
    {
        _server.Body = query => SourceServer.Matrix(query, ("", at => Minute(at) == 2 ? null : query["query"]!.Contains("bad", StringComparison.Ordinal) ? "0.05" : "0.5"));

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(
            Source(), new("Prometheus") { Bad = "sum(rate(bad[{{.window}}])) or vector(0)", Total = "sum(rate(all[{{.window}}])) + sum(rate(more[{{.window}}]))" }, 4);

        Assert.All(_server.Requests, request => Assert.Contains("[60s]", request.Query["query"], StringComparison.Ordinal));
        Assert.Equal([0, 2, 3], steps.Select(step => Minute(step.From.ToUnixTimeSeconds())));
        Assert.All(steps, step => Assert.Equal((27, 30), (Math.Round(step.Good, 9), step.Total)));
    }

    // Good events that have no value may be a query that fails; bad ones are none.
    [Fact]
    public async Task PartWithoutValue_IsUnknownIfGoodAndNoneIfBad()
    {
        _server.Body = query => SourceServer.Matrix(query, query["query"] == "all" ? [("", _ => "10")] : []);

        IReadOnlyList<SloSourceStep> good = await ReadAsync(Source(), new("Prometheus") { Good = "good", Total = "all" }, 2);
        IReadOnlyList<SloSourceStep> bad = await ReadAsync(Source(), new("Prometheus") { Bad = "bad", Total = "all" }, 2);

        Assert.All(good, step => Assert.True(double.IsNaN(step.Good)));
        Assert.Equal([(10, 10), (10, 10)], bad.Select(step => (step.Good, step.Total)));
    }

    [Fact]
    public async Task Threshold_CountsEachSampleAsOneEvent()
    {
        _server.Body = query => SourceServer.Matrix(
            query, ("\"pod\":\"a\"", _ => "0.2"), ("\"pod\":\"b\"", at => Minute(at) == 2 ? "NaN" : "0.30"), ("\"pod\":\"c\"", _ => "+Inf"));

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(
            Source(), new("Prometheus") { Threshold = "latency", Comparison = QueryComparison.AtMost, Limit = 0.3m }, 2);

        Assert.Equal([(2, 3), (1, 2)], steps.Select(step => (step.Good, step.Total)));
    }

    [Theory]
    [InlineData(500, "boom", "answered 500", false)]
    [InlineData(302, "", "a redirect, and none is followed", false)]
    [InlineData(401, "", "check its keys", false)]
    [InlineData(200, "<html>", "without JSON", true)]
    [InlineData(200, "{}", "is no answer of Prometheus", true)]
    [InlineData(200, """{"status":"success","data":{"result":[{"metric":{},"histograms":[]}]}}""", "is no answer of Prometheus", true)]
    [InlineData(200, """{"status":"success","data":{"result":[{"metric":{},"values":[[1,"2"]]}]}}""", "out of order", true)]
    [InlineData(200, """{"status":"success","data":{"result":[{"metric":{},"values":["x"]}]}}""", "is no answer of Prometheus", true)]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"parse error at char 3"}""", "answered 400: parse error at char 3", true)]
    [InlineData(422, """{"status":"error","errorType":"execution","error":"too many samples"}""", "answered 422: too many samples", true)]
    public async Task AnswerThatIsNone_IsAReason(int status, string body, string reason, bool isBad)
    {
        using SourceServer elsewhere = new();
        (_server.Status, _server.Body) = (status, _ => body);
        _server.Headers["Location"] = elsewhere.Address.AbsoluteUri;

        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(
            () => ReadAsync(Source(), new("Prometheus") { Good = "a", Total = "b" }, 2));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(isBad, failure.IsBadAnswer);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Counters_ThatAreNone_AreAReason()
    {
        _server.Body = query => SourceServer.Matrix(query, ("", _ => "1"));

        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(
            () => ReadAsync(Source(), new("Prometheus") { Good = "a", Total = "b", IsCounter = true }, 2));

        Assert.Contains("'b': selects no counters as they are", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerThatIsHuge_IsNotTakenIn()
    {
        _server.Body = _ => new string(' ', (16 * 1024 * 1024) + 1);

        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(
            () => ReadAsync(Source(), new("Prometheus") { Good = "a", Total = "b" }, 2));

        Assert.Contains("more than 16 MB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsAReason()
    {
        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(() => ReadAsync(
            new PrometheusSource { Url = new Uri($"http://{LoopbackPort.Free()}") }, new("Prometheus") { Good = "a", Total = "b" }, 2));

        Assert.Equal("no connection (ConnectionRefused)", failure.Message);
    }

    [Theory]
    [InlineData(503, "Retry-After", "7", 7)]
    [InlineData(429, "Retry-After", "90", 90)]
    [InlineData(429, "X-RateLimit-Reset", "35", 35)]
    [InlineData(429, "Retry-After", "soon", 0)]
    [InlineData(500, "Retry-After", "90", 0)]
    public async Task SystemThatAsksToWait_IsHeard(int status, string header, string value, int seconds)
    {
        _server.Status = status;
        _server.Headers[header] = value;

        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(
            () => ReadAsync(Source(), new("Prometheus") { Good = "a", Total = "b" }, 2));

        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Theory]
    [InlineData("Basic", "Basic YWRhOnMzY3JldCE=")]
    [InlineData("Bearer", "Bearer t0ken-t0ken")]
    public async Task Secrets_AreSentAndNeverShown(string scheme, string header)
    {
        PrometheusSource source = Source();
        (source.UserName, source.Password) = scheme == "Basic" ? ("ada", "s3cret!") : (null, null);
        source.BearerToken = scheme == "Bearer" ? "t0ken-t0ken" : null;
        source.Headers["X-Scope-OrgID"] = "tenant-1";
        (_server.Status, _server.Body) = (400, query => $$"""{"status":"error","error":"you sent {{header}} and s3cret! and tenant-1"}""");

        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(
            () => ReadAsync(source, new("Prometheus") { Good = "a", Total = "b" }, 2));

        Assert.Equal([header, "tenant-1"], [_server.Requests.First().Headers["Authorization"], _server.Requests.First().Headers["X-Scope-OrgID"]]);
        foreach (var secret in (string[])["YWRhOnMzY3JldCE", "t0ken", "tenant-1", .. scheme == "Basic" ? ["s3cret"] : (string[])[]])
        {
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, source.ToString(), StringComparison.Ordinal);
        }
    }

    private PrometheusSource Source() => new() { Url = _server.Address };

    private static Task<IReadOnlyList<SloSourceStep>> ReadAsync(PrometheusSource source, QueryIndicator queries, int minutes) => source.ReadAsync(
        new(new SloObjectiveBuilder("a").TargetPercent(99).Indicator(queries).Build(), queries, Start, Start.AddMinutes(minutes)), Cancel);

    private static long Minute(long at) => (at - Zero) / 60;

    private static string Labels(string code) => $"\"__name__\":\"requests_total\",\"code\":\"{code}\"";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
