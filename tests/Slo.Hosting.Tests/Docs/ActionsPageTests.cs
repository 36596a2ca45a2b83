using System.Text;
using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;
using Slo.Hosting.Reactions.Actions;
using Slo.Hosting.Reactions.Actions.HaProxy;
using Slo.Hosting.Reactions.Actions.Webhook;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>docs/actions.md against the code of this package.</summary>
public sealed class ActionsPageTests
{
    private const string Page = "actions.md";

    public static TheoryData<string> Types => [.. ReactionActionType.BuiltInTypes.Select(type => type.Name)];

    private static DocSection Common => DocSection.Read(Page, "## What all actions have in common");

    [Theory]
    [MemberData(nameof(Types))]
    public void Keys_OfAnAction_AreExactlyTheKnownOnes(string type) => Assert.Equal(
        Create(type).Settings().All.Select(setting => $"`{setting.Key}`").Order(StringComparer.Ordinal),
        Common.Rows("key").Concat(DocSection.Read(Page, $"## {type}").Rows("key")).Select(row => row[0]).Order(StringComparer.Ordinal));

    // As configuration would read it.
    [Theory]
    [MemberData(nameof(Types))]
    public void Example_AsWritten_IsAccepted(string type)
    {
        var example = DocSection.Read(Page, $"## {type}").Code("jsonc")[0];
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($$"""{ "Step": {{example}} }"""));
        IConfigurationSection section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Step");
        List<SloFinding> findings = [];
        SectionReader reader = new(section, findings.Add);
        SloReactionAction action = Create(type);
        IReadOnlyList<Setting> settings = action.Settings().All;

        Assert.Equal(type, section["Action"]);
        Assert.True(reader.Check(["Action", .. settings.Select(setting => new SectionKey(setting.Key, setting.Form))]));
        foreach (Setting setting in settings)
        {
            setting.Read(reader);
        }

        Assert.Empty(findings);
        Assert.Empty(action.GetFaults());
        Assert.DoesNotContain(action.Settings().All, setting => setting.Problem is not null);
    }

    [Fact]
    public void Common_DefaultsAndLimits_AreThoseOfTheCode()
    {
        WebhookAction action = new();
        (string Key, TimeSpan Default, Action<TimeSpan> Set)[] durations =
            [("Timeout", action.Timeout, value => action.Timeout = value), ("RetryFor", action.RetryFor, value => action.RetryFor = value)];

        foreach ((var key, TimeSpan standard, Action<TimeSpan> set) in durations)
        {
            var row = Common.Rows("key").Single(row => row[0] == $"`{key}`");
            Assert.Equal($"`{SloDuration.Format(standard)}`", row[2]);
            foreach (var text in row[3].Split('`').Where((_, i) => i % 2 == 1))
            {
                Assert.True(SloDuration.TryParse(text, out TimeSpan limit));
                set(limit);
                Assert.Null(action.Settings().All.Single(setting => setting.Key == key).Problem);
            }
        }

        (action.Timeout, action.RetryFor) = (TimeSpan.FromMinutes(5.01), TimeSpan.FromHours(1.01));
        Assert.Equal(2, action.Settings().All.Count(setting => setting.Problem is not null));
    }

    [Fact]
    public void HaProxy_Values_AreThoseOfTheCode()
    {
        DocSection section = DocSection.Read(Page, "## HaProxy");

        Assert.Contains($"`0` to `{ServerSetting.LargestWeight}`", section.Text, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", ServerSetting.States.Select(state => $"`{state}`")), section.Text, StringComparison.Ordinal);
        Assert.Contains($"at most {RuntimeApi.LargestAnswer / 1024 / 1024} MB", section.Text, StringComparison.Ordinal);
    }

    // An undo that takes no memo for "off" would close the feature for good.
    [Fact]
    public void Delegate_Example_FailsWithoutAMemo()
    {
        DocSection section = DocSection.Read(Page, "## Delegate");
        var undo = section.Code("csharp")[0].Split("undo:")[1];
        var check = undo.IndexOf("""if (request.Memo is not ("on" or "off"))""", StringComparison.Ordinal);

        Assert.InRange(check, 0, undo.IndexOf("SetAsync", StringComparison.Ordinal));
        Assert.Contains("It is null if there is no `Prepare`", section.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhook_DefaultsAndPlaceholders_AreThoseOfTheCode()
    {
        WebhookAction action = new();
        DocSection section = DocSection.Read(Page, "## Webhook");
        string Default(string key) => section.Rows("key").Single(row => row[0] == $"`{key}`")[2];

        Assert.Equal(
            [$"`{action.Method}`", $"`{action.ContentType}`", $"`{action.Addresses}`", "`false`", "`false`"],
            ((string[])["Method", "ContentType", "Addresses", "Idempotent", "AllowHttp"]).Select(Default));
        Assert.Equal(
            BodyTemplate.Placeholders.Select(placeholder => $"`{{{placeholder.Name}}}`"), section.Rows("placeholder").Select(row => row[0]));
    }

    private static SloReactionAction Create(string type) => ReactionActionType.BuiltInTypes.Single(known => known.Name == type).Create(null);
}
