using Xunit;

namespace Slo.Hosting.Tests.Reactions.Actions.Webhook;

/// <summary>Settings that are refused at start.</summary>
public sealed class WebhookFaultsTests
{
    public static TheoryData<string, string?> Bodies => new()
    {
        { """{"a":"{reason}","b":{step},"c":{"d":{}}}""", null },
        { """{"a":"{reasons}"}""", "Body: the placeholder '{reasons}' is unknown; known are {reaction}, {step}, {action}, {objective}, {severity}, {reason}, {key}" },
        { """{"a":"{Reason}"}""", "Body: the placeholder '{Reason}' is unknown" },
        { """{"a":{reason}}""", "Body: is not JSON when its placeholders are replaced" },
        { """{"a":"{reason}" """, "Body: is not JSON" },
        { "", "Body: is not JSON" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Body_WithUnknownPlaceholdersOrNoJson_IsAFault(string body, string? start) => Check(action => action.Body = body, start);

    [Fact]
    public void Body_ByDefault_IsJsonOfAllPlaceholders() => Check(_ => { }, null);

    [Fact]
    public void UndoBody_IsCheckedToo() => Check(action => action.UndoBody = "{x}", "UndoBody: the placeholder '{x}' is unknown");

    [Fact]
    public void Body_OfPlainText_NeedNotBeJson() => Check(action => (action.ContentType, action.Body) = ("text/plain", "{objective} burns"), null);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("x\r\n/json")]
    [InlineData("")]
    public void ContentType_WhoseValuesCannotBeEscaped_IsAFault(string type) =>
        Check(action => action.ContentType = type, $"ContentType '{SloText.OneLine(type)}': must be a media type of JSON");

    [Theory]
    [InlineData("GET")]
    [InlineData("post")]
    [InlineData("POST /x HTTP/1.1\r\n")]
    public void Method_ThatIsNone_IsAFault(string method) =>
        Check(action => action.Method = method, $"Method '{SloText.OneLine(method)}': must be one of POST, PUT, PATCH");

    [Fact]
    public void Address_Missing_IsAFault() => Check(action => action.Url = null, "Url: is missing");

    [Fact]
    public void Address_OfHttpToAnotherMachine_IsAFault() => Check(action => action.Url = new Uri("http://flags.example.com"), "Url: scheme 'http' would send");

    [Fact]
    public void UndoAddress_IsCheckedToo() => Check(action => action.UndoUrl = new Uri("ftp://flags.example.com"), "UndoUrl: scheme 'ftp'");

    // The change would be made a second time.
    [Theory]
    [InlineData("https://flags.example.com/", null, "UndoUrl: sends the request of the change once more")]
    [InlineData(null, """{ "a": 1 }""", "UndoBody: sends the request of the change once more")]
    [InlineData("https://flags.example.com/undo", null, null)]
    [InlineData(null, """{ "a": 2 }""", null)]
    public void Undo_ThatIsTheRequestOfTheChange_IsAFault(string? url, string? body, string? start) => Check(
        action => (action.Body, action.UndoUrl, action.UndoBody) = ("""{ "a": 1 }""", url is null ? null : new Uri(url), body), start);

    [Fact]
    public void Undo_ThatTheBodyTells_IsNone() => Check(action => action.UndoUrl = action.Url, null);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void ResourceName_ThatCannotBeShown_IsAFault(string name) => Check(action => action.ResourceName = name, $"ResourceName '{SloText.OneLine(name)}': must be a name");

    [Fact]
    public void IdempotencyKey_AsAHeader_IsAFault() => Check(action => action.Headers["idempotency-key"] = "1", "Headers:Idempotency-Key: is set by the action");

    [Fact]
    public void Token_WithSpaces_IsAFault() => Check(action => action.BearerToken = "a b", "BearerToken: must be a token without spaces");

    [Fact]
    public void Token_BesidesTheHeader_IsAFault()
    {
        Check(
            action =>
            {
                action.BearerToken = "abc";
                action.Headers["Authorization"] = "Basic eHg=";
            },
            "BearerToken: cannot be set together with the header Authorization");
    }

    private static void Check(Action<WebhookAction> change, string? start)
    {
        WebhookAction action = new() { ResourceName = "feature/x", Url = new Uri("https://flags.example.com") };
        change(action);
        string[] faults = [.. action.GetFaults()];

        Assert.Equal(start is null ? 0 : 1, faults.Length);
        Assert.StartsWith(start ?? "", faults.SingleOrDefault() ?? "", StringComparison.Ordinal);
    }
}
