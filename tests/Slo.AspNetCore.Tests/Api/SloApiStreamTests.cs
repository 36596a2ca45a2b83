using System.IO.Pipelines;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Slo.AspNetCore.Api;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiStreamTests
{
    private const string Stream = "/slo/api/v1/stream";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Stream_BeginsWithAll_ThenHoldsWhatChanged()
    {
        await using KestrelApp app = await StartAsync();
        using HttpResponseMessage response = await OpenAsync(app);
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        JsonNode first = await NextAsync(reader);
        Assert.True(first["isComplete"]!.GetValue<bool>());
        Assert.Equal(["a", "b"], NamesOf(first));

        app.Registry.Get("b").Record(5, 5);
        app.Registry.Evaluate();
        app.Time.Advance(Interval);
        JsonNode second = await NextAsync(reader);
        Assert.False(second["isComplete"]!.GetValue<bool>());
        Assert.Equal(["b"], NamesOf(second));
        Assert.Equal(5, second["slos"]![0]!["badEvents"]!.GetValue<long>());

        // Nothing new is said, too: it shows that the connection lives.
        app.Time.Advance(Interval);
        Assert.Empty(NamesOf(await NextAsync(reader)));

        SloObjective removed = app.Registry.Get("a").Objective;
        app.Registry.Remove("a");
        app.Registry.Evaluate();
        app.Time.Advance(Interval);
        JsonNode last = await NextAsync(reader);
        Assert.Equal(["a"], last["removed"]!.AsArray().Select(name => name!.GetValue<string>()));

        // It is said once, and what returns is sent again.
        app.Time.Advance(Interval);
        Assert.Empty((await NextAsync(reader))["removed"]!.AsArray());
        app.Registry.Add(removed);
        app.Registry.Evaluate();
        app.Time.Advance(Interval);
        Assert.Contains("a", NamesOf(await NextAsync(reader)));
    }

    [Fact]
    public async Task Streams_AreBounded_AndAPlaceIsFreeAgain()
    {
        await using KestrelApp app = await StartAsync();
        List<HttpResponseMessage> streams = [];
        for (var i = 0; i < 100; i++)
        {
            streams.Add(await OpenAsync(app));
        }

        using HttpResponseMessage refused = await OpenAsync(app);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(30)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        streams[0].Dispose();
        await Eventually.TrueAsync(
            async () =>
            {
                // The end of a connection is seen by the next write at the latest.
                app.Time.Advance(Interval);
                using HttpResponseMessage response = await OpenAsync(app);
                return response.IsSuccessStatusCode;
            },
            () => "the place of a client that has gone is free");
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Stream_EndsAfterTenMinutes_AndWithTheApp()
    {
        await using KestrelApp app = await StartAsync();
        using HttpResponseMessage old = await OpenAsync(app);
        using StreamReader oldReader = new(await old.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await NextAsync(oldReader);
        app.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("", (await oldReader.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());

        using HttpResponseMessage young = await OpenAsync(app);
        using StreamReader reader = new(await young.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await NextAsync(reader);
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal("", (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    // The first message of many objectives is long, and a hundred clients may be slow.
    [Fact]
    public async Task Stream_OfASlowClient_WaitsForItBitByBit()
    {
        const int Paused = 64 * 1024;
        using SloRegistry registry = new(new FakeTimeProvider());
        for (var i = 0; i < 500; i++)
        {
            registry.Add(new SloObjectiveBuilder($"objective-{i}").TargetPercent(99).Build());
        }

        registry.Evaluate();
        Pipe pipe = new(new(pauseWriterThreshold: Paused, resumeWriterThreshold: Paused / 2));
        using CancellationTokenSource gone = new();
        DefaultHttpContext context = new() { RequestAborted = gone.Token };
        context.Features.Set<IHttpResponseBodyFeature>(new PipedBody(pipe.Writer));
        Task stream = new StreamApi(new(registry), new FakeTimeProvider(), null).Objectives(context);

        ReadResult read = await pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.InRange(read.Buffer.Length, 1, 2 * Paused);
        await gone.CancelAsync();
        await stream;
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options =>
        {
            options.AddObjective("a", o => o.TargetPercent(99));
            options.AddObjective("b", o => o.TargetPercent(99));
        },
        app => app.MapSloApi().AllowAnonymous());

    private static Task<HttpResponseMessage> OpenAsync(KestrelApp app) =>
        app.Client.GetAsync(Stream, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    private static string[] NamesOf(JsonNode message) => [.. message["slos"]!.AsArray().Select(slo => slo!["name"]!.GetValue<string>())];

    private static async Task<JsonNode> NextAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonNode.Parse(line["data: ".Length..])!;
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    /// <summary>As the server's own: what is written waits in memory until it is flushed.</summary>
    private sealed class PipedBody(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => writer.AsStream();

        public PipeWriter Writer => writer;

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
