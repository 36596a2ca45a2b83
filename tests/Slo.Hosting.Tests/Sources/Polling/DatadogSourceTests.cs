using System.Collections.Specialized;
using System.Globalization;
using Xunit;

namespace Slo.Hosting.Tests.Sources.Polling;

/// <summary>What Datadog answers becomes steps with good and total, whatever it answers.</summary>
public sealed class DatadogSourceTests : IDisposable
{
    private const string Hits = "sum:trace.starlette.request.hits{service:my-test-service,resource_name:get_/}.as_count()";
    private const string Errors = "sum:trace.starlette.request.errors{service:my-test-service,resource_name:get_/}.as_count()";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly long Zero = Start.ToUnixTimeSeconds();

    private readonly SourceServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    // As the article asks for it, with curl.
    [Fact]
    public async Task QueriesOfTheArticle_AreAskedForAsThere()
    {
        _server.Body = query => Answer(20, [(0, query["query"] == Hits ? "600" : "542"), (20, "0"), (40, "null")]);

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(Source(), new("Datadog") { Good = $"({Hits} - {Errors})", Total = Hits });

        (var path, NameValueCollection query, NameValueCollection headers) = _server.Requests.First();
        Assert.Equal("/api/v1/query", path);
        Assert.Equal([Text(Zero), Text(Zero + 60), $"({Hits} - {Errors})"], [query["from"], query["to"], query["query"]]);
        Assert.Equal(["api-key-0123", "app-key-0123"], [headers["DD-API-KEY"], headers["DD-APPLICATION-KEY"]]);
        Assert.Equal(
            [new(Start, Start.AddSeconds(20), 542, 600), new(Start.AddSeconds(20), Start.AddSeconds(40), 0, 0)], steps);
    }

    // As it answers at times: an interval that is not that of the points, in one direction and the other, or in milliseconds.
    [Theory]
    [InlineData(10, new[] { 0, 1, 2, 10, 11, 20 }, new[] { 0, 10, 20 }, 10)]
    [InlineData(1, new[] { 0, 10, 20 }, new[] { 0, 10, 20 }, 10)]
    [InlineData(20000, new[] { 0, 20, 40 }, new[] { 0, 40 }, 20)]
    [InlineData(20, new[] { 0 }, new[] { 0 }, 20)]
    [InlineData(0, new[] { 0 }, new[] { 0 }, 20)]
    [InlineData(20, new[] { 0, 20, 40 }, new[] { 40 }, 20)]
    public async Task Width_IsThatOfTheValues(int interval, int[] points, int[] values, int width)
    {
        _server.Body = _ => Answer(interval, [.. points.Select(at => (at, values.Contains(at) ? "5" : "null"))]);

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(Source(), new("Datadog") { Good = Hits, Total = Hits });

        Assert.Equal(values, steps.Select(step => (int)(step.From - Start).TotalSeconds));
        Assert.All(steps, step => Assert.Equal(width, (step.To - step.From).TotalSeconds));
    }

    // So Datadog computes with counts: what is not there is none. Of other values nothing is known.
    [Theory]
    [InlineData(".as_count()", 0)]
    [InlineData("", null)]
    public async Task GoodWithoutValue_IsNoneIfItIsACount(string modifier, int? good)
    {
        _server.Body = query => Answer(20, query["query"]!.StartsWith("sum:all", StringComparison.Ordinal) ? [(0, "5")] : []);

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(Source(), new("Datadog") { Good = "sum:good{*}" + modifier, Total = "sum:all{*}" + modifier });

        Assert.Equal((good ?? double.NaN, 5), (Assert.Single(steps).Good, steps[0].Total));
    }

    [Fact]
    public async Task RatesAndGroups_AreAddedUpToEvents()
    {
        _server.Body = query => Answer(20, [(0, "0.5"), (20, "1")], [(0, "0.5"), (20, "1")]);

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(
            Source(), new("Datadog") { Bad = "sum:errors{*} by {host}.as_count()", Total = "sum:hits{*} by {host}.as_rate()" });

        Assert.Equal([(19, 20), (38, 40)], steps.Select(step => (step.Good, step.Total)));
    }

    [Fact]
    public async Task Threshold_CountsEachPointAsOneEvent()
    {
        _server.Body = query => Answer(20, [(0, "0.2"), (20, "0.4")], [(0, "0.3"), (20, "null")]);

        IReadOnlyList<SloSourceStep> steps = await ReadAsync(
            Source(), new("Datadog") { Threshold = "p95:latency{*} by {host}", Comparison = QueryComparison.Below, Limit = 0.3m });

        Assert.Equal([(1, 2), (0, 1)], steps.Select(step => (step.Good, step.Total)));
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(403, """{"errors":["Forbidden"]}""", "answered 403; check its keys, and what they are allowed to read: Forbidden", false)]
    [InlineData(200, """{"status":"error","error":"Error parsing query: unable to parse sum","series":[]}""", "Error parsing query: unable to parse sum", true)]
    [InlineData(400, """{"errors":["Invalid query for api-key-0123"]}""", "Invalid query for (secret)", true)]
    [InlineData(429, """{"errors":["Rate limit of 1600 requests in 3600 seconds reached"]}""", "Rate limit of 1600 requests", false)]
    [InlineData(200, """{"status":"ok","series":[{"pointlist":[["x",1]]}]}""", "is no answer of Datadog", true)]
    [InlineData(200, """{"status":"ok"}""", "is no answer of Datadog", true)]
    [InlineData(200, """[]""", "is no answer of Datadog", true)]
    public async Task AnswerThatIsNone_IsAReason(int status, string body, string reason, bool isBad)
    {
        (_server.Status, _server.Body) = (status, _ => body);
        _server.Headers["X-RateLimit-Reset"] = "12";

        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(() => ReadAsync(Source(), new("Datadog") { Good = Hits, Total = Hits }));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(isBad, failure.IsBadAnswer);
        Assert.Equal(status == 429 ? 12 : 0, failure.RetryAfter.TotalSeconds);
        Assert.DoesNotContain("key-0123", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueriesOfDifferentRollups_AreAReason()
    {
        _server.Body = query => query["query"] == Hits ? Answer(20, [(0, "1"), (20, "1")]) : Answer(60, [(0, "1")]);

        SloSourceException failure = await Assert.ThrowsAsync<SloSourceException>(() => ReadAsync(Source(), new("Datadog") { Bad = Errors, Total = Hits }));

        Assert.Contains("every 60 s and every 20 s; give them the same rollup", failure.Message, StringComparison.Ordinal);
    }

    // The manifest of the article divides where its text subtracts.
    [Theory]
    [InlineData($"({Hits} / {Errors})", false)]
    [InlineData($"({Hits} - {Errors})", true)]
    public void Ratio_IsNoNumberOfEvents(string good, bool isRead) =>
        Assert.Equal(isRead, Source().GetRefusal(new("Datadog") { Good = good, Total = Hits }) is null);

    // The last hours in single hours, in which its points are 20 s apart, and before them days.
    [Fact]
    public void LongStretch_IsReadInParts()
    {
        DatadogSource source = Source();
        (DateTimeOffset from, DateTimeOffset to) = (Start.AddDays(-2).AddSeconds(20), Start.AddMinutes(17));
        List<DateTimeOffset> ends = [];
        while (from < to)
        {
            from = source.GetEndOfPart(from, to);
            ends.Add(from);
        }

        Assert.Equal(
            [Start.AddHours(-36), Start.AddHours(-12), Start.AddHours(-6), .. Enumerable.Range(-5, 6).Select(hour => Start.AddHours(hour)), to], ends);
    }

    [Theory]
    [InlineData("", "b", "datadoghq.eu", null, "ApiKey: is missing")]
    [InlineData("a", " ", "datadoghq.eu", null, "ApplicationKey: is missing")]
    [InlineData("a", "b", "https://datadoghq.eu", null, "Site 'https://datadoghq.eu': must be the name of a site")]
    [InlineData("a\nb", "b", "datadoghq.eu", null, "Headers:DD-API-KEY: cannot be set")]
    [InlineData("a", "b", "datadoghq.eu", "http://proxy.internal", "Url: scheme 'http' would send secrets in the clear")]
    [InlineData("a", "b", "datadoghq.eu", "https://ada:s3cret@proxy.internal", "Url: holds a user name or password")]
    [InlineData("a", "b", "datadoghq.eu", "https://proxy.internal", null)]
    [InlineData("a", "b", "datadoghq.eu", null, null)]
    public void Settings_ThatCannotBe_AreFaults(string apiKey, string applicationKey, string site, string? url, string? fault)
    {
        DatadogSource source = new() { ApiKey = apiKey, ApplicationKey = applicationKey, Site = site, Url = url is null ? null : new(url) };

        var faults = source.GetFaults().ToList();

        Assert.Equal(fault is not null, faults.Count > 0);
        Assert.All(faults, one => Assert.StartsWith(fault!, one, StringComparison.Ordinal));
    }

    private DatadogSource Source() => new() { ApiKey = "api-key-0123", ApplicationKey = "app-key-0123", Url = _server.Address };

    private static Task<IReadOnlyList<SloSourceStep>> ReadAsync(DatadogSource source, QueryIndicator queries) => source.ReadAsync(
        new(new SloObjectiveBuilder("a").TargetPercent(99).Indicator(queries).Build(), queries, Start, Start.AddMinutes(1)), Cancel);

    // With all the fields that its documentation has.
    private static string Answer(int interval, params (int At, string Value)[][] series) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "status": "ok", "resp_version": 1, "res_type": "time_series", "from_date": {{Zero}}000, "to_date": {{Zero + 60}}000, "message": "", "error": "",
          "query": "…", "group_by": [], "values": [], "times": [],
          "series": [{{string.Join(',', series.Select(points => $$"""
            {
              "aggr": "sum", "attributes": {}, "display_name": "hits", "metric": "hits", "expression": "…", "scope": "*", "tag_set": [], "unit": [null, null],
              "query_index": 0, "start": {{Zero}}000, "end": {{Zero + 60}}999, "interval": {{interval}}, "length": {{points.Length}},
              "pointlist": [{{string.Join(',', points.Select(point => $"[{Zero + point.At}000.0,{point.Value}]"))}}]
            }
            """))}}]
        }
        """);

    private static string Answer(int interval, (int At, string Value)[] points) => Answer(interval, [points]);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
