using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>The keys below Slo:Reactions:NAME (docs/reactions.md).</summary>
public sealed class ReactionSectionTests
{
    private const string Path = "Slo:Reactions:drain:";

    [Fact]
    public void EveryKey_IsRead()
    {
        SloReaction reaction = Read("""
            "Objectives": [ "checkout", "orders" ], "Alerts": [ "HighLatency" ], "MinimumSeverity": "ticket", "Rule": "page at 14.4x over 1h/5m",
            "Scope": "Instance", "MinimumEvents": 50, "MinimumCoveragePercent": 12.5, "RequiresOutlier": true,
            "AllowedTime": "Mon-Fri 08:00-18:00 Europe/Berlin", "Freezes": [ "Sun 02:00-04:00 UTC", "Sat 02:00-04:00 UTC" ], "Hold": "90s",
            "RecoverFor": "20m", "Undo": false, "CoolDown": "3h", "DryRun": true,
            "Steps": [
              { "Action": "Webhook", "Url": "https://deployer.example/a", "Timeout": "1s", "RetryFor": "2m" },
              { "Action": "webhook", "Url": "https://deployer.example/b", "After": "5m", "ContinueOnFailure": true } ]
            """);

        Assert.Equal(["checkout", "orders"], reaction.Objectives.Order());
        Assert.Equal(["HighLatency"], reaction.Alerts);
        Assert.Equal((AlertSeverity.Ticket, "page at 14.4x over 1h/5m", SloScope.Instance), (reaction.MinimumSeverity, reaction.Rule, reaction.Scope!.Value));
        Assert.Equal((50L, 0.125, true), (reaction.MinimumEvents, reaction.MinimumCoverageRatio, reaction.RequiresOutlier));
        Assert.Equal("Mon-Fri 08:00-18:00 Europe/Berlin", $"{reaction.AllowedTime}");
        Assert.Equal(["Sun 02:00-04:00 UTC", "Sat 02:00-04:00 UTC"], reaction.Freezes.Select(freeze => $"{freeze}"));
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(20), TimeSpan.FromHours(3)), (reaction.Hold, reaction.RecoverFor, reaction.CoolDown));
        Assert.Equal((false, true), (reaction.Undo, reaction.DryRun));
        Assert.Equal([(TimeSpan.Zero, false), (TimeSpan.FromMinutes(5), true)], reaction.Steps.Select(step => (step.After, step.ContinueOnFailure)));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)), (reaction.Steps[0].Action.Timeout, reaction.Steps[0].Action.RetryFor));

        // A property that configuration forgets would still have its default.
        SloReaction bare = new("bare", "");
        Assert.All(
            typeof(SloReaction).GetProperties().Where(property => property.CanWrite),
            property => Assert.NotEqual(property.GetValue(bare), property.GetValue(reaction)));
    }

    [Fact]
    public void Defaults_AreThoseOfThePage()
    {
        SloReaction reaction = Read("""
            "Objectives": [ "checkout" ], "Steps": [ { "Action": "Webhook", "Url": "https://deployer.example/a", "UndoUrl": "https://deployer.example/b" } ]
            """);

        Assert.Equal((AlertSeverity.Page, null, null, 0L, 0.0), (reaction.MinimumSeverity, reaction.Rule, reaction.Scope, reaction.MinimumEvents, reaction.MinimumCoverageRatio));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.Zero), (reaction.Hold, reaction.RecoverFor, reaction.CoolDown));
        Assert.Equal((false, null, 0), (reaction.RequiresOutlier, reaction.AllowedTime, reaction.Freezes.Count));
        Assert.Equal((true, false), (reaction.Undo, reaction.DryRun));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)), (reaction.Steps[0].Action.Timeout, reaction.Steps[0].Action.RetryFor));
    }

    // Lists of names grow, steps are replaced, and what is not written stays as code has it.
    [Fact]
    public void ReactionOfCode_ChangesKeyByKey()
    {
        FakeAction action = new();
        SloReaction reaction = Read(
            """ "Alerts": [ "HighLatency" ], "Hold": "30s" """, "DRAIN",
            code =>
            {
                code.On("checkout").Step(action).CoolDown = TimeSpan.FromHours(1);
                code.Undo = false;
            });

        Assert.Equal(("drain", TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), false), (reaction.Name, reaction.Hold, reaction.CoolDown, reaction.Undo));
        Assert.Equal(["checkout"], reaction.Objectives);
        Assert.Equal(["HighLatency"], reaction.Alerts);
        Assert.Same(action, Assert.Single(reaction.Steps).Action);

        SloReaction replaced = Read(
            """ "Undo": false, "Steps": [ { "Action": "Webhook", "Url": "https://deployer.example/a" } ] """, "drain",
            code => code.On("checkout").Step(action).Step(new FakeAction("b")));
        Assert.IsType<WebhookAction>(Assert.Single(replaced.Steps).Action);
    }

    [Theory]
    [InlineData("\"MinimumSeverity\": \"Urgent\"", SloFindingCodes.UnknownWord, "MinimumSeverity")]
    [InlineData("\"MinimumSeverity\": \"Page,Ticket\"", SloFindingCodes.UnknownWord, "MinimumSeverity")]
    [InlineData("\"MinimumSeverity\": 1", SloFindingCodes.UnknownWord, "MinimumSeverity")]
    [InlineData("\"MinimumSeverity\": [ \"Page\" ]", SloFindingCodes.WrongType, "MinimumSeverity")]
    [InlineData("\"Scope\": \"World\"", SloFindingCodes.UnknownWord, "Scope")]
    [InlineData("\"Rule\": { \"a\": 1 }", SloFindingCodes.WrongType, "Rule")]
    [InlineData("\"MinimumEvents\": \"many\"", SloFindingCodes.InvalidNumber, "MinimumEvents")]
    [InlineData("\"MinimumEvents\": 1.5", SloFindingCodes.InvalidNumber, "MinimumEvents")]
    [InlineData("\"MinimumCoveragePercent\": \"half\"", SloFindingCodes.InvalidNumber, "MinimumCoveragePercent")]
    [InlineData("\"RequiresOutlier\": \"yes\"", SloFindingCodes.UnknownWord, "RequiresOutlier")]
    [InlineData("\"Undo\": 0", SloFindingCodes.UnknownWord, "Undo")]
    [InlineData("\"DryRun\": \"on\"", SloFindingCodes.UnknownWord, "DryRun")]
    [InlineData("\"AllowedTime\": \"sometimes\"", null, "AllowedTime")]
    [InlineData("\"Freezes\": [ \"Sun 02:00-04:00 UTC\", \"never\" ]", null, "Freezes")]
    [InlineData("\"Freezes\": \"Sun 02:00-04:00 UTC\"", SloFindingCodes.WrongType, "Freezes")]
    [InlineData("\"Hold\": \"soon\"", SloFindingCodes.InvalidDuration, "Hold")]
    [InlineData("\"Hold\": 30", SloFindingCodes.InvalidDuration, "Hold")]
    [InlineData("\"RecoverFor\": \"5\"", SloFindingCodes.InvalidDuration, "RecoverFor")]
    [InlineData("\"CoolDown\": [ \"5m\" ]", SloFindingCodes.WrongType, "CoolDown")]
    [InlineData("\"Alerts\": \"HighLatency\"", SloFindingCodes.WrongType, "Alerts")]
    public async Task Value_OfAnotherType_IsRefused(string keys, string? code, string key) =>
        await ExpectAsync(Section(keys), Path + key, code);

    [Theory]
    [InlineData("\"After\": \"soon\"", SloFindingCodes.InvalidDuration, "After")]
    [InlineData("\"ContinueOnFailure\": \"maybe\"", SloFindingCodes.UnknownWord, "ContinueOnFailure")]
    [InlineData("\"Timeout\": \"1\"", SloFindingCodes.InvalidDuration, "Timeout")]
    [InlineData("\"After\": { \"a\": 1 }", SloFindingCodes.WrongType, "After")]
    public async Task Value_OfAStep_OfAnotherType_IsRefused(string keys, string code, string key) =>
        await ExpectAsync(Section("", keys), $"{Path}Steps:0:{key}", code);

    [Theory]
    [InlineData("\"Objectives\": \"checkout\", \"Steps\": [ { \"Action\": \"Webhook\" } ]", SloFindingCodes.WrongType, "Objectives")]
    [InlineData("\"Objectives\": [ \"checkout\" ], \"Steps\": { \"Action\": \"Webhook\" }", SloFindingCodes.WrongType, "Steps")]
    [InlineData("\"Objectives\": [ \"checkout\" ], \"Steps\": [ \"Webhook\" ]", SloFindingCodes.WrongType, "Steps:0")]
    [InlineData("\"Objectives\": [ \"checkout\" ], \"Steps\": [ { \"Url\": \"https://deployer.example\" } ]", SloFindingCodes.ReactionActionType, "Steps:0:Action")]
    [InlineData("\"Objectives\": [ \"checkout\" ], \"Steps\": [ { \"Action\": \"Webhok\" } ]", SloFindingCodes.ReactionActionType, "Steps:0:Action")]
    [InlineData("\"Objectives\": [ \"chekout\" ], \"Steps\": [ { \"Action\": \"Webhook\", \"Url\": \"https://deployer.example\", \"UndoBody\": \"x\" } ]", SloFindingCodes.ReactionSetting, "Objectives")]
    public async Task Section_WithAnotherShape_IsRefused(string keys, string code, string key) => await ExpectAsync(keys, Path + key, code);

    [Theory]
    [InlineData("\"RecoverAfter\": \"5m\"", "", "RecoverAfter", "RecoverFor")]
    [InlineData("\"Objective\": [ \"checkout\" ]", "", "Objective", "Objectives")]
    [InlineData("\"dryruns\": true", "", "dryruns", "DryRun")]
    [InlineData("", "\"Afterr\": \"1m\"", "Steps:0:Afterr", "After")]
    [InlineData("", "\"Timeouts\": \"1s\"", "Steps:0:Timeouts", "Timeout")]
    public async Task UnknownKey_IsRefused_WithTheNearestKey(string keys, string stepKeys, string key, string nearest) =>
        Assert.Contains($"did you mean {nearest}", (await ExpectAsync(Section(keys, stepKeys), Path + key, SloFindingCodes.UnknownField)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Hold", "0s", "86400s", "86401s")]
    [InlineData("RecoverFor", "0s", "604800s", "604801s")]
    [InlineData("CoolDown", "0s", "604800s", "604801s")]
    [InlineData("MinimumEvents", "0", "9223372036854775807", "-1")]
    [InlineData("MinimumCoveragePercent", "0", "100", "100.0001")]
    [InlineData("MinimumCoveragePercent", "0", "100", "-0.0001")]
    public async Task Value_AtTheEdge_IsTaken_AndBeyondItRefused(string key, string from, string to, string beyond)
    {
        Accept(Section($"\"{key}\": \"{from}\""));
        Accept(Section($"\"{key}\": \"{to}\""));
        await ExpectAsync(Section($"\"{key}\": \"{beyond}\""), Path + key, SloFindingCodes.ReactionSetting);
    }

    [Theory]
    [InlineData("After", "0s", "604800s", "604801s")]
    [InlineData("Timeout", "100ms", "300s", "301s")]
    [InlineData("Timeout", "100ms", "300s", "99ms")]
    [InlineData("RetryFor", "0s", "3600s", "3601s")]
    public async Task Value_OfAStep_AtTheEdge_IsTaken_AndBeyondItRefused(string key, string from, string to, string beyond)
    {
        Accept(Section("", $"\"{key}\": \"{from}\""));
        Accept(Section("", $"\"{key}\": \"{to}\""));
        await ExpectAsync(Section("", $"\"{key}\": \"{beyond}\""), $"{Path}Steps:0:{key}", SloFindingCodes.ReactionSetting);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public async Task Steps_AreFrom1To20(int count, bool isTaken)
    {
        var steps = string.Join(", ", Enumerable.Range(0, count).Select(i => $$"""{ "Action": "Webhook", "Url": "https://deployer.example/{{i}}" }"""));
        var section = $"\"Objectives\": [ \"checkout\" ], \"Undo\": false, \"Steps\": [ {steps} ]";
        if (isTaken)
        {
            Accept(section);
        }
        else
        {
            await ExpectAsync(section, Path + "Steps", SloFindingCodes.ReactionSetting);
        }
    }

    private static string Section(string keys, string stepKeys = "") => $$"""
        "Objectives": [ "checkout" ],
        "Steps": [ { "Action": "Webhook", "Url": "https://deployer.example/a", "UndoUrl": "https://deployer.example/b"{{(stepKeys.Length > 0 ? ", " + stepKeys : "")}} } ]{{(keys.Length > 0 ? ", " + keys : "")}}
        """;

    private static string Json(string keys, string name = "drain") =>
        $$"""{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 99 }, "orders": { "TargetPercent": 99 } }, "Reactions": { "{{name}}": { {{keys}} } } } }""";

    private static SloReaction Read(string keys, string name = "drain", Action<SloReaction>? code = null)
    {
        using IHost host = SloHost.FromJson(Json(keys, name), code is null ? null : options => options.Reactions.Add("drain", code));
        return Assert.Single(host.Services.GetRequiredService<IOptions<SloOptions>>().Value.Reactions.All);
    }

    private static void Accept(string keys) => Assert.Single(Read(keys).Objectives);

    // Codes and paths: one finding for what is wrong, and no other error that follows from it.
    private static async Task<SloFinding> ExpectAsync(string keys, string path, string? code)
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync(Json(keys));
        SloFinding error = Assert.Single(errors, error => error.Path == path);

        Assert.True(code is null || error.Code == code, error.ToString());
        return error;
    }
}
