using System.Net;
using System.Text.Json.Nodes;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>Decisions about reactions over HTTP. The clock stands at 2026-01-01T00:00:00Z.</summary>
public sealed class SloApiReactionsTests
{
    private static readonly string[] Decisions = ["pause", "force", "undo", "resume"];

    [Theory]
    [InlineData("nothing", false, HttpStatusCode.Forbidden)]
    [InlineData("nothing", true, HttpStatusCode.Forbidden)]
    [InlineData("anonymous", true, HttpStatusCode.Forbidden)]
    [InlineData("authorized", false, HttpStatusCode.Unauthorized)]
    public async Task Decision_WithoutAPermission_IsRefused(string convention, bool isUser, HttpStatusCode expected)
    {
        await using KestrelApp app = await StartAsync(convention, isUser);

        foreach (var decision in Decisions)
        {
            Assert.Equal(expected, (await app.PostAsync("reactions/drain/" + decision, """{"reason":"x"}""")).Status);
            Assert.Equal(expected, (await app.PostAsync("reactions/unknown/" + decision, "nonsense")).Status);
        }

        Assert.Empty(app.Registry.Ledger.Entries);
    }

    [Theory]
    [InlineData("pause", "paused", "2026-01-01T01:00:00Z")]
    [InlineData("force", "forced", "2026-01-01T01:00:00Z")]
    [InlineData("undo", "undo decided", "2026-01-01T01:00:00Z")]
    [InlineData("resume", "resumed", null)]
    public async Task Decision_IsAnEntryOfTheLedger(string decision, string outcome, string? until)
    {
        await using KestrelApp app = await StartAsync();

        (HttpStatusCode status, JsonNode answer) = await app.PostAsync($"reactions/DRAIN/{decision}", """{"reason":"false alarm"}""");

        Assert.Equal((HttpStatusCode.NoContent, 0), (status, answer.AsObject().Count));
        SloLedgerEntry entry = app.Registry.Ledger.Entries.First(entry => entry.Details.GetValueOrDefault(SloLedgerDetails.Outcome) == outcome);
        Assert.Equal((SloLedgerEntryKind.Reaction, "operator", "false alarm"), (entry.Kind, entry.Actor, entry.Reason));
        Assert.Equal(("drain", until), (entry.Details[SloLedgerDetails.Reaction], entry.Details.GetValueOrDefault(SloLedgerDetails.To)));
        Assert.False(entry.Details.ContainsKey(SloLedgerDetails.Account));
    }

    // Who says so is kept beside who decided.
    [Fact]
    public async Task Decision_OfSomebodyElse_KeepsTheAccountThatSaysSo()
    {
        await using KestrelApp app = await StartAsync();

        foreach (var decision in Decisions)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync("reactions/drain/" + decision, """{"reason":"x","by":"Ada Lovelace"}""")).Status);
        }

        SloLedgerEntry[] decided = [.. app.Registry.Ledger.Entries.Where(entry => entry.Actor == "Ada Lovelace")];
        Assert.Equal(4, decided.Length);
        Assert.All(decided, entry => Assert.Equal("operator", entry.Details[SloLedgerDetails.Account]));
    }

    [Theory]
    [InlineData("1m", "2026-01-01T00:01:00Z")]
    [InlineData("30m", "2026-01-01T00:30:00Z")]
    [InlineData("7d", "2026-01-08T00:00:00Z")]
    public async Task Decision_IsInForceForItsTime_UntilItIsResumed(string length, string until)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync("reactions/drain/pause", $$"""{"reason":"x","for":"{{length}}"}""")).Status);
        await UntilAsync(app, shown => shown?["kind"]?.GetValue<string>() == "pause"
            && shown["until"]!.GetValue<DateTimeOffset>() == DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync("reactions/drain/resume", """{"reason":"x"}""")).Status);
        await UntilAsync(app, shown => shown is null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"reason":""}""")]
    [InlineData("""{"reason":" "}""")]
    [InlineData("""{"reason":1}""")]
    [InlineData("""{"reason":"x","reasons":"y"}""")]
    [InlineData("""{"reason":"x","for":"soon"}""")]
    [InlineData("""{"reason":"x","for":""}""")]
    [InlineData("""{"reason":"x","for":"0s"}""")]
    [InlineData("""{"reason":"x","for":"-1h"}""")]
    [InlineData("""{"reason":"x","for":"604801s"}""")]
    [InlineData("long reason")]
    [InlineData("long by")]
    public async Task Decision_WithoutAReason_OrWithABadTime_IsRefused(string body)
    {
        await using KestrelApp app = await StartAsync();
        body = body switch
        {
            "long reason" => $$"""{"reason":"{{new string('x', SloLedgerEntry.LongestText + 1)}}"}""",
            "long by" => $$"""{"reason":"x","by":"{{new string('x', SloLedgerEntry.LongestActor + 1)}}"}""",
            _ => body,
        };

        foreach (var decision in Decisions)
        {
            (HttpStatusCode status, JsonNode answer) = await app.PostAsync("reactions/drain/" + decision, body);
            Assert.Equal((HttpStatusCode.BadRequest, 400), (status, answer["status"]!.GetValue<int>()));
        }

        Assert.Empty(app.Registry.Ledger.Entries);
    }

    [Fact]
    public async Task Decision_AboutAnUnknownReaction_Is404()
    {
        await using KestrelApp app = await StartAsync();

        foreach (var name in (string[])["drian", "drain%2Fx", "%20", "%F0%9F%9A%A8"])
        {
            foreach (var decision in Decisions)
            {
                Assert.Equal(HttpStatusCode.NotFound, (await app.PostAsync($"reactions/{name}/{decision}", """{"reason":"x"}""")).Status);
            }
        }

        Assert.Empty(app.Registry.Ledger.Entries);
    }

    [Fact]
    public async Task Undo_OfWhatCannotBeUndone_IsAConflict()
    {
        await using KestrelApp app = await StartAsync();

        (HttpStatusCode status, JsonNode answer) = await app.PostAsync("reactions/notify/undo", """{"reason":"x"}""");
        Assert.Equal((HttpStatusCode.Conflict, 409), (status, answer["status"]!.GetValue<int>()));
        Assert.Empty(app.Registry.Ledger.Entries);

        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync("reactions/notify/pause", """{"reason":"x"}""")).Status);
    }

    private static Task<KestrelApp> StartAsync(string convention = "authorized", bool isUser = true) => ApiApp.StartAsync(
        options =>
        {
            options.AddHttp("all", _ => { });
            options.Reactions.Add("drain", reaction => reaction.On("all")
                .Step(new DelegateAction("server", (_, _) => Task.FromResult(SloReactionResult.Done("off")), (_, _) => Task.FromResult(SloReactionResult.Done("on")))));
            options.Reactions.Add("notify", reaction => reaction.On("all")
                .Step(new DelegateAction("pager", (_, _) => Task.FromResult(SloReactionResult.Done("sent")))).Undo = false);
        },
        convention, isUser);

    // The decision of "drain" as the API shows it.
    private static Task UntilAsync(KestrelApp app, Func<JsonNode?, bool> isShown) => Eventually.TrueAsync(
        async () =>
        {
            app.Time.Advance(TimeSpan.FromMilliseconds(1));
            return isShown((await app.ReadAsync("reactions"))["reactions"]![0]!["override"]);
        },
        () => "the decision is shown");
}
