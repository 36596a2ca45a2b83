using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Slo.Hosting.Tests.Notifications;
using Slo.Hosting.Tests.Sources;
using Xunit;

namespace Slo.Hosting.Tests.Reactions.Actions.Webhook;

/// <summary>The action on a real Kestrel.</summary>
public sealed class WebhookActionTests
{
    private const string Secret = "pl4nt3ds3cr3t";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_AsDeclared_IsWhatTheReceiverGets()
    {
        await using Receiver receiver = await Receiver.StartAsync(204);
        WebhookAction action = new()
        {
            ResourceName = "feature/recommendations",
            Url = new Uri(receiver.Address, "/flags/recommendations"),
            Method = "PUT",
            Body = """{ "enabled": false, "why": "{reaction} {step}: {objective} {reason} ({severity})", "id": "{key}", "step": {step} }""",
            BearerToken = Secret,
            Headers = { ["X-Team"] = "shop" },
        };
        Assert.Empty(action.GetFaults());

        SloReactionResult result = await action.ApplyAsync(ActionRequests.Of(), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "answered 204"), (result.Outcome, result.Text));
        ReceivedRequest request = Assert.Single(receiver.Requests);
        Assert.Equal(("PUT", "/flags/recommendations"), (request.Method, request.Path));
        Assert.Equal(
            """{ "enabled": false, "why": "shop-degrade 1: checkout burns 20 times too fast (page)", "id": "shop-degrade/1/apply/7", "step": 1 }""",
            request.Body);
        Assert.Equal(
            ("application/json; charset=utf-8", $"Bearer {Secret}", "shop", "shop-degrade/1/apply/7", "Slo"),
            (request.Headers["Content-Type"], request.Headers["Authorization"], request.Headers["X-Team"], request.Headers["Idempotency-Key"], request.Headers["User-Agent"]));
    }

    [Theory]
    [InlineData(true, true, "/undo", "undo it")]
    [InlineData(true, false, "/undo", "undo shop-degrade")]
    [InlineData(false, true, "/hook", "undo it")]
    public async Task Undo_GoesWhereItWasDeclared(bool hasUrl, bool hasBody, string path, string body)
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        WebhookAction action = Action(receiver.Address);
        action.ContentType = "text/plain";
        action.Body = "{action} {reaction}";
        action.UndoUrl = hasUrl ? new Uri(receiver.Address, "/undo") : null;
        action.UndoBody = hasBody ? "{action} it" : null;

        Assert.True(action.CanUndo);
        Assert.Equal(SloReactionOutcome.Done, (await action.ApplyAsync(ActionRequests.Of(), Cancel)).Outcome);
        Assert.Equal(SloReactionOutcome.Done, (await action.UndoAsync(ActionRequests.Of(), Cancel)).Outcome);

        Assert.Equal([("/hook", "apply shop-degrade"), (path, body)], receiver.Requests.Select(request => (request.Path, request.Body)));
    }

    [Fact]
    public void Resource_WithoutAName_TellsRequestsApartAndShowsNothing()
    {
        WebhookAction[] actions =
        [
            new() { Url = new Uri($"https://flags.example.com/{Secret}") },
            new() { Url = new Uri($"https://flags.example.com/{Secret}"), Body = """{"on":false}""" },
            new() { Url = new Uri("https://flags.example.com/other") },
        ];

        Assert.Equal(3, actions.Select(action => action.Resource).Distinct().Count());
        Assert.All(actions, action => Assert.Matches("^webhook [0-9a-f]{8}$", action.Resource));
        Assert.Equal(actions[0].Resource, new WebhookAction { Url = actions[0].Url }.Resource);
        Assert.Equal("send a POST request", actions[0].ToString());
    }

    // Whatever asks for it: the request of the change must not be sent again.
    [Theory]
    [InlineData(false, "there is no undo")]
    [InlineData(true, "there is no undo: its request is that of the change")]
    public async Task Undo_ThatIsNotDeclared_SendsNothing(bool isTheChange, string reason)
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        WebhookAction action = Action(receiver.Address);
        action.Body = """{ "rollback": "shop" }""";
        action.UndoUrl = isTheChange ? receiver.Address : null;

        SloReactionResult undone = await action.UndoAsync(ActionRequests.Of(), Cancel);

        Assert.Equal(isTheChange, action.CanUndo);
        Assert.Equal((SloReactionOutcome.Failed, reason), (undone.Outcome, undone.Text));
        Assert.Empty(receiver.Requests);
    }

    // Repeated is what was certainly not carried out; the caller decides about an unknown result, by IsIdempotent.
    [Theory]
    [InlineData(200, false, SloReactionOutcome.Done)]
    [InlineData(302, false, SloReactionOutcome.Failed)]
    [InlineData(400, false, SloReactionOutcome.Failed)]
    [InlineData(404, false, SloReactionOutcome.Failed)]
    [InlineData(409, false, SloReactionOutcome.Failed)]
    [InlineData(429, false, SloReactionOutcome.Retry)]
    [InlineData(429, true, SloReactionOutcome.Retry)]
    [InlineData(503, true, SloReactionOutcome.Retry)]
    [InlineData(503, false, null)]
    [InlineData(408, false, null)]
    [InlineData(500, false, null)]
    [InlineData(500, true, null)]
    [InlineData(502, false, null)]
    [InlineData(504, false, null)]
    public async Task Answer_SaysWhetherTheRequestWasCarriedOut(int code, bool hasRetryAfter, SloReactionOutcome? outcome)
    {
        await using Receiver receiver = await Receiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = code;
            context.Response.Headers.RetryAfter = hasRetryAfter ? "5" : default(StringValues);
            return Task.CompletedTask;
        });
        foreach (var isIdempotent in (bool[])[false, true])
        {
            WebhookAction action = Action(receiver.Address);
            action.Idempotent = isIdempotent;

            if (outcome is null)
            {
                HttpRequestException unknown = await Assert.ThrowsAsync<HttpRequestException>(() => action.ApplyAsync(ActionRequests.Of(), Cancel));
                Assert.Equal((HttpStatusCode)code, unknown.StatusCode);
                Assert.EndsWith("whether the request was carried out is not known.", unknown.Message, StringComparison.Ordinal);
            }
            else
            {
                SloReactionResult result = await action.ApplyAsync(ActionRequests.Of(), Cancel);
                Assert.Equal(outcome, result.Outcome);
                Assert.StartsWith($"answered {code}", result.Text, StringComparison.Ordinal);
            }

            Assert.Equal(isIdempotent, action.IsIdempotent);
        }
    }

    [Fact]
    public async Task Connection_ThatIsRefused_IsRetriedWhetherIdempotentOrNot()
    {
        SloReactionResult result = await Action(Dependency.Nowhere()).ApplyAsync(ActionRequests.Of(), Cancel);

        Assert.Equal((SloReactionOutcome.Retry, "no connection (ConnectionRefused)"), (result.Outcome, result.Text));
    }

    // Whether the request was carried out is not known, so it must not be sent again: neither by the action nor by the client below it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_ThatEndsBeforeTheAnswer_IsAnUnknownResult(bool isIdempotent)
    {
        await using Receiver receiver = await Receiver.StartAsync((context, number) =>
        {
            if (number == 2)
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });
        WebhookAction action = Action(receiver.Address);
        action.Idempotent = isIdempotent;
        await action.ApplyAsync(ActionRequests.Of(), Cancel);

        // On the connection of the first request, which the client might take for a stale one.
        await Assert.ThrowsAsync<HttpRequestException>(() => action.ApplyAsync(ActionRequests.Of(), Cancel));

        Assert.Equal(2, receiver.Requests.Count);
    }

    [Fact]
    public async Task Receiver_ThatDoesNotAnswer_EndsWithTheToken()
    {
        TaskCompletionSource never = new();
        await using Receiver receiver = await Receiver.StartAsync((_, _) => never.Task);
        using CancellationTokenSource limit = new(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Action(receiver.Address).ApplyAsync(ActionRequests.Of(), limit.Token));
        never.SetResult();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", SloNotificationAddresses.NoLinkLocal)]
    [InlineData("http://127.0.0.1:1/", SloNotificationAddresses.PublicOnly)]
    public async Task Address_ThatIsNotAllowed_IsNotConnectedTo(string address, SloNotificationAddresses addresses)
    {
        WebhookAction action = Action(new Uri(address));
        action.AllowHttp = true;
        action.Addresses = addresses;

        SloReactionResult result = await action.ApplyAsync(ActionRequests.Of(), Cancel);

        Assert.Equal((SloReactionOutcome.Failed, "its address is not among those allowed (Addresses)"), (result.Outcome, result.Text));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    public async Task Value_OfAHostileName_StaysInItsPlace(string contentType)
    {
        const string Hostile = "a\",\"admin\":true,\"b\":\"&admin=1\r\nX: y\u2028\\";
        await using Receiver receiver = await Receiver.StartAsync(200);
        WebhookAction action = Action(receiver.Address);
        action.ContentType = contentType;
        var isJson = contentType.EndsWith("json", StringComparison.Ordinal);
        action.Body = isJson ? """{"why":"{objective}","reason":"{reason}"}""" : contentType == "text/plain" ? "{objective}|{reason}" : "why={objective}&reason={reason}";

        await action.ApplyAsync(ActionRequests.Of() with { Objective = Hostile, Reason = "{key} {objective}" }, Cancel);

        var body = receiver.Requests[0].Body;
        if (isJson)
        {
            using var document = JsonDocument.Parse(body);
            Assert.Equal(["why", "reason"], document.RootElement.EnumerateObject().Select(member => member.Name));
            Assert.Equal(Hostile, document.RootElement.GetProperty("why").GetString());

            // A value that looks like a placeholder is a value.
            Assert.Equal("{key} {objective}", document.RootElement.GetProperty("reason").GetString());
        }
        else if (contentType == "text/plain")
        {
            Assert.Single(body.Split('\n'));
        }
        else
        {
            string[] fields = body.Split('&');
            Assert.Equal(2, fields.Length);
            Assert.Equal(Hostile, Uri.UnescapeDataString(fields[0]["why=".Length..]));
        }
    }

    // Half of a pair: no text of UTF-8.
    [Theory]
    [InlineData("application/json", """{"why":"{objective}"}""", "{\"why\":\"a\\uFFFDb\"}")]
    [InlineData("text/plain", "{objective}", "a\uFFFDb")]
    [InlineData("application/x-www-form-urlencoded", "why={objective}", "why=a%EF%BF%BDb")]
    public async Task Value_ThatIsNoText_IsReplaced(string contentType, string template, string body)
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        WebhookAction action = Action(receiver.Address);
        (action.ContentType, action.Body) = (contentType, template);

        await action.ApplyAsync(ActionRequests.Of() with { Objective = "a" + (char)0xD800 + "b" }, Cancel);

        Assert.Equal(body, receiver.Requests[0].Body);
    }

    [Fact]
    public async Task Secrets_WhateverHappens_AreInNoResultAndNoText()
    {
        await using Receiver receiver = await Receiver.StartAsync(async (context, number) =>
        {
            context.Response.StatusCode = number switch { 1 => 500, 2 => 302, 3 => 400, _ => 200 };
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Secret));
        });
        List<string> texts = [];
        foreach (Uri url in (Uri[])[new($"{receiver.Address}/{Secret}?t={Secret}"), new(Dependency.Nowhere(), Secret), new($"ftp://{Secret}/"), new($"http://u:{Secret}@{Secret}/")])
        {
            WebhookAction action = Action(url);
            action.BearerToken = Secret;
            action.UndoUrl = url;
            action.Headers["X-Key"] = Secret;
            action.Headers["X-Bad"] = Secret + "\n";
            action.Headers["Authorization"] = Secret;
            texts.AddRange([action.ToString(), action.Resource, .. action.GetFaults()]);
            action.Headers.Remove("X-Bad");
            for (var i = 0; i < 4 && url.Scheme == "http" && url.UserInfo.Length == 0; i++)
            {
                texts.Add(await TextAsync(action.ApplyAsync(ActionRequests.Of(), Cancel)));
            }
        }

        Assert.Contains(receiver.Requests, request => request.Path.Contains(Secret, StringComparison.Ordinal) && request.Headers["X-Key"] == Secret);
        Assert.Contains(texts, text => text.StartsWith("Url: ", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains(Secret, StringComparison.Ordinal));
    }

    private static async Task<string> TextAsync(Task<SloReactionResult> call)
    {
        try
        {
            return (await call).Text;
        }
        catch (HttpRequestException exception)
        {
            return exception.ToString();
        }
    }

    private static WebhookAction Action(Uri url) => new() { ResourceName = "feature/recommendations", Url = url };
}
