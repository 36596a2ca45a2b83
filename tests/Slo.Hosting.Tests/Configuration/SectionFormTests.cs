using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Configuration;
using Slo.Hosting.Notifications;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>A value where a list or an object belongs, and the reverse: one error with the path, for every key that there is.</summary>
public sealed class SectionFormTests
{
    private const string Rule = "Objectives:a:Rules:0";

    // What the key may not hold, and below the key the entry to blame.
    private static readonly Dictionary<SectionForm, (string Json, string Below)[]> Wrong = new()
    {
        [SectionForm.Value] = [("""{ "x": 1 }""", ""), ("""[ "x" ]""", ""), ("""[ { "x": 1 } ]""", "")],
        [SectionForm.Values] =
        [
            ("\"404\"", ""), ("true", ""), ("404", ""), ("""{ "x": "404" }""", ""), ("""[ "404", { "x": 1 } ]""", ":1"), ("""[ [ "404" ] ]""", ":0"),
        ],
        [SectionForm.Texts] =
        [
            ("\"x\"", ""), ("1", ""), ("""[ "x" ]""", ""), ("""{ "x": { "y": "z" } }""", ":x"), ("""{ "x": [ "z" ] }""", ":x"),
        ],
        [SectionForm.Object] = [("\"/todos\"", ""), ("true", ""), ("""[ "x" ]""", ""), ("""[ { "x": 1 } ]""", "")],
        [SectionForm.Objects] =
        [
            ("\"x\"", ""), ("[ \"x\" ]", ""), ("""[ { "Type": "Slack" } ]""", ""), ("""{ "x": "y" }""", ":x"), ("""{ "x": [ "y" ] }""", ":x"),
        ],
        [SectionForm.ObjectList] =
            [("\"x\"", ""), ("""{ "BurnRate": 14.4, "Long": "1h" }""", ""), ("""[ "x" ]""", ":0"), ("""[ [ "x" ] ]""", ":0")],
    };

    private static readonly (string Section, SectionKey[] Keys)[] Sections =
    [
        ("", SloConfigurationReader.Keys),
        ("Objectives:a", ObjectiveSectionReader.Keys),
        ("Objectives:a:Http", HttpSectionReader.Keys),
        ("Objectives:b:Instrument", InstrumentSectionReader.Keys),
        (Rule, RuleSectionReader.Keys),
        .. SloNotificationBuilderExtensions.BuiltInTypes.Select(type => ("Notifications:" + type.Name, NotificationKeys(type))),
    ];

    public static TheoryData<string, string, string, string> Misplaced =>
    [
        .. from section in Sections
           from key in section.Keys
           from wrong in Wrong[key.Form]
           select new TheoryDataRow<string, string, string, string>(section.Section, key.Name, wrong.Json, wrong.Below),
    ];

    [Theory]
    [MemberData(nameof(Misplaced))]
    public void Key_WithAnotherForm_IsOneErrorWithItsPath(string section, string key, string value, string below)
    {
        JsonObject settings = Whole();
        JsonNode place = section.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate((JsonNode)settings, (node, name) => node is JsonArray list ? list[0]! : node[name]!);
        place[key] = JsonNode.Parse(value);
        var path = string.Join(':', new[] { "Slo", section, key }.Where(part => part.Length > 0)) + below;

        SloFinding finding = Assert.Single(
            Findings(settings), finding => finding.Path == path || finding.Path?.StartsWith(path + ":", StringComparison.Ordinal) == true);

        Assert.Equal((SloFindingCodes.WrongType, SloFindingSeverity.Error, path), (finding.Code, finding.Severity, finding.Path));
    }

    // A file may hold an object where an environment variable gives a text.
    [Fact]
    public void Key_WithAValueAndChildren_IsOneError()
    {
        SloFinding finding = Assert.Single(FindingsOf(new()
        {
            ["Slo:Objectives:a:TargetPercent"] = "many",
            ["Slo:Objectives:a:TargetPercent:x"] = "1",
        }));

        Assert.Equal((SloFindingCodes.WrongType, "Slo:Objectives:a:TargetPercent"), (finding.Code, finding.Path));
    }

    [Theory]
    [InlineData("""{ "TargetPercent": { "x": 1 } }""", "TargetPercent")]
    [InlineData("""{ "TargetPercent": 99, "Http": { "Route": [ "/a" ], "Method": "GET" } }""", "Http:Route")]
    [InlineData("""{ "TargetPercent": 99, "GroupBy": [ "a" ], "MaximumGroups": 5 }""", "GroupBy")]
    [InlineData("""{ "TargetPercent": 99, "Rules": [ { "BurnRate": [ 2 ], "Long": "1h" } ] }""", "Rules:0:BurnRate")]
    [InlineData("""{ "TargetPercent": 99, "Rules": [ { "BurnRate": 2, "Long": [ "1h" ] } ] }""", "Rules:0:Long")]
    [InlineData("""{ "TargetPercent": 99, "BudgetingMethod": "RatioTimeslices", "TimesliceWindow": [ "1m" ] }""", "TimesliceWindow")]
    public void Key_WithAnotherForm_CausesNoOtherError(string objective, string path) => Assert.Equal(
        [("Slo:Objectives:a:" + path, SloFindingCodes.WrongType)],
        Findings(JsonNode.Parse($$"""{ "Objectives": { "a": {{objective}} } }""")!).Select(finding => (finding.Path!, finding.Code)));

    // Configuration cannot tell an empty list, an empty object, an empty text and null from each other.
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void Key_OfAListOrObject_MayBeEmpty(string empty) => Assert.Empty(Findings(JsonNode.Parse($$"""
        {
          "Objectives": {
            "a": { "TargetPercent": 99, "Http": {{empty}}, "Labels": {{empty}}, "Rules": {{empty}} },
            "b": { "TargetPercent": 99, "Http": { "Routes": {{empty}}, "BadStatusCodes": {{empty}} } }
          },
          "Notifications": {{empty}}
        }
        """)!));

    [Theory]
    [InlineData("Slo")]
    [InlineData("Slo:Objectives")]
    [InlineData("Slo:Objectives:a")]
    public void Section_WithAValue_IsAnError(string path) => Assert.Equal(
        [(path, SloFindingCodes.WrongType)], FindingsOf(new() { [path] = "x" }).Select(finding => (finding.Path!, finding.Code)));

    // An environment variable over a JSON file: configuration keeps both, and the value would be ignored.
    [Fact]
    public void Section_WithAValueAndKeys_IsAnError() => Assert.Equal(
        [("Slo:Objectives:a:Http", SloFindingCodes.WrongType)],
        FindingsOf(new() { ["Slo:Objectives:a:TargetPercent"] = "99", ["Slo:Objectives:a:Http"] = "true", ["Slo:Objectives:a:Http:Route"] = "/a" })
            .Select(finding => (finding.Path!, finding.Code)));

    // A variable of the environment that is called SLO is no fault of the settings.
    [Fact]
    public void Root_WithAValueBesidesKeys_IsRead() =>
        Assert.Empty(FindingsOf(new() { ["Slo"] = "x", ["Slo:Objectives:a:TargetPercent"] = "99" }));

    // A list to which another source adds has gaps.
    [Fact]
    public void List_WithGaps_IsAList() => Assert.Empty(FindingsOf(new()
    {
        ["Slo:Objectives:a:TargetPercent"] = "99",
        ["Slo:Objectives:a:Http:BadStatusCodes:0"] = "404",
        ["Slo:Objectives:a:Http:BadStatusCodes:7"] = "429",
    }));

    [Theory]
    [InlineData("\"https://hooks.example/s3cret\"")]
    [InlineData("""{ "x": "https://hooks.example/s3cret" }""")]
    [InlineData("""{ "x": { "Type": "Webhook", "Url": [ "https://hooks.example/s3cret" ] } }""")]
    [InlineData("""{ "x": { "Type": "Webhook", "Url": "https://hooks.example/", "Headers": "Bearer s3cret" } }""")]
    public void Notifications_WithAnotherForm_ShowNoSecret(string notifications)
    {
        List<SloFinding> findings = Findings(JsonNode.Parse($$"""{ "Notifications": {{notifications}} }""")!);

        Assert.Equal(SloFindingCodes.WrongType, Assert.Single(findings).Code);
        Assert.DoesNotContain("s3cret", findings[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "TargetPercnt": 99 }""", "did you mean TargetPercent?")]
    [InlineData("""{ "TargetPercent": 99, "Http": { "Rout": "/a" } }""", "did you mean Route?")]
    [InlineData("""{ "TargetPercent": 99, "Rules": [ { "BurnRate": 2, "Lnog": "1h", "Long": "1h" } ] }""", "did you mean Long?")]
    public void Key_ThatIsUnknown_GetsTheNearest(string objective, string hint)
    {
        SloFinding finding = Assert.Single(Findings(JsonNode.Parse($$"""{ "Objectives": { "a": {{objective}} } }""")!));

        Assert.Equal(SloFindingCodes.UnknownField, finding.Code);
        Assert.EndsWith(hint, finding.Message, StringComparison.Ordinal);
    }

    private static SectionKey[] NotificationKeys(NotificationType type) =>
    [
        "Type", .. type.Create(null).Settings().All.Select(setting => new SectionKey(setting.Key, setting.Form)),
    ];

    private static JsonObject Whole() => new()
    {
        ["Objectives"] = JsonNode.Parse("""
            {
              "a": { "TargetPercent": 99, "Http": {}, "Rules": [ { "BurnRate": 2, "Long": "1h" } ] },
              "b": { "TargetPercent": 99, "Instrument": { "Meter": "m", "Name": "n" } }
            }
            """),
        ["Notifications"] =
            new JsonObject(SloNotificationBuilderExtensions.BuiltInTypes.Select(type => KeyValuePair.Create(type.Name, (JsonNode?)new JsonObject
            {
                ["Type"] = type.Name,
            }))),
    };

    private static List<SloFinding> Findings(JsonNode settings)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($$"""{ "Slo": {{settings.ToJsonString()}} }"""));
        return Findings(new ConfigurationBuilder().AddJsonStream(stream).Build());
    }

    private static List<SloFinding> FindingsOf(Dictionary<string, string?> settings) =>
        Findings(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private static List<SloFinding> Findings(IConfigurationRoot root)
    {
        SloOptions options = new();
        SloConfigurationReader.Read(root.GetSection("Slo"), options);
        return options.Check(defaultService: null);
    }
}
