using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Generate;

/// <summary>The schema knows every key that the reader of configuration knows, and no other.</summary>
public sealed partial class SchemaTests
{
    [Theory]
    [InlineData("slo", "")]
    [InlineData("objective", "Objectives:a:")]
    [InlineData("http", "Objectives:a:Http:")]
    [InlineData("instrument", "Objectives:a:Instrument:")]
    [InlineData("rule", "Objectives:a:Rules:0:")]
    [InlineData("canary", "Canary:")]
    [InlineData("dependencies", "Dependencies:")]
    public async Task Keys_OfTheSchema_AreThoseOfTheReader(string definition, string path)
    {
        using JsonDocument schema = await SchemaAsync("appsettings");

        JsonElement part = schema.RootElement.GetProperty("$defs").GetProperty(definition);

        Assert.False(part.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(KnownKeys(path).Order(), part.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
    }

    // What an editor marks is what the app refuses.
    [Theory]
    [InlineData("slo", "")]
    [InlineData("objective", "Objectives:a:")]
    [InlineData("http", "Objectives:a:Http:")]
    [InlineData("instrument", "Objectives:a:Instrument:")]
    [InlineData("rule", "Objectives:a:Rules:0:")]
    [InlineData("canary", "Canary:")]
    [InlineData("notification", "Notifications:a:", "Alertmanager")]
    [InlineData("notification", "Notifications:a:", "Webhook")]
    [InlineData("notification", "Notifications:a:", "PagerDuty")]
    public async Task Forms_OfTheSchema_AreThoseOfTheReader(string definition, string path, string? type = null)
    {
        using JsonDocument schema = await SchemaAsync("appsettings");
        (string, string)[] others = type is null ? [] : [("Type", type)];
        string[] known = [.. KnownKeys(path, others).Except(["Type"])];

        Assert.NotEmpty(known);
        Assert.All(known, key =>
        {
            var form = FormOf(schema.RootElement, schema.RootElement.GetProperty("$defs").GetProperty(definition).GetProperty("properties").GetProperty(key));
            Assert.Equal(
                key is "Rules" or "ScheduledTargets" or "Exclusions" ? form + "object" : form, // items with names, which other sources can override
                (Accepts("") ? "value" : "") + (Accepts(":0", ":0:x") ? "list" : "") + (Accepts(":x", ":x:y") ? "object" : ""));

            // Some content of the form is accepted.
            bool Accepts(params string[] below) => below.Any(part => Errors([.. others, (key + part, "x")], path)
                .All(error => error.Code != SloFindingCodes.WrongType));
        });
    }

    // Types of the app have names and keys of their own, so the schema refuses none; those that are built in it knows all.
    [Fact]
    public async Task Keys_OfNotifications_AreThoseOfAllBuiltInTypes()
    {
        using JsonDocument schema = await SchemaAsync("appsettings");

        JsonElement part = schema.RootElement.GetProperty("$defs").GetProperty("notification");
        string[] types = [.. part.GetProperty("properties").GetProperty("Type").GetProperty("anyOf")[0].GetProperty("enum").EnumerateArray().Select(type => type.GetString()!)];

        Assert.True(part.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(BuiltInTypes(), types);
        Assert.Equal(
            types.SelectMany(type => KnownKeys("Notifications:a:", ("Type", type))).Distinct().Order(),
            part.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
    }

    [Theory]
    [InlineData("Severity", typeof(AlertSeverity), "rule")]
    [InlineData("Comparison", typeof(ThresholdComparison), "rule")]
    [InlineData("ClientAborts", typeof(ClientAbortPolicy), "http")]
    [InlineData("MinimumSeverity", typeof(AlertSeverity), "notification")]
    [InlineData("BudgetingMethod", typeof(BudgetingMethodKind), "objective")]
    public async Task Words_OfTheSchema_AreThoseOfTheCode(string key, Type words, string definition)
    {
        using JsonDocument schema = await SchemaAsync("appsettings");

        JsonElement listed = schema.RootElement.GetProperty("$defs").GetProperty(definition).GetProperty("properties").GetProperty(key).GetProperty("enum");

        Assert.Equal(Enum.GetNames(words).Order(), listed.EnumerateArray().Select(word => word.GetString()!).Order());
    }

    [Theory]
    [InlineData("appsettings")]
    [InlineData("openslo")]
    public async Task References_OfASchema_HaveEnds(string of)
    {
        using JsonDocument schema = await SchemaAsync(of);
        HashSet<string> defined = [.. schema.RootElement.GetProperty("$defs").EnumerateObject().Select(definition => definition.Name)];

        string[] used = [.. Reference().Matches(schema.RootElement.GetRawText()).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(used);
        Assert.All(used, name => Assert.Contains(name, defined));
        Assert.All(Pattern().Matches(schema.RootElement.GetRawText()), match => _ = new Regex(JsonSerializer.Deserialize<string>(match.Groups[1].Value)!));
    }

    private static async Task<JsonDocument> SchemaAsync(string of)
    {
        ToolRun run = await ToolRun.Of("generate", "json-schema", "--of", of);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonDocument.Parse(run.Output);
    }

    // The reader says what it knows when it is asked for something else.
    private static string[] KnownKeys(string path, params (string Key, string Value)[] others)
    {
        var message = Errors([.. others, ("Nonsense", "1")], path)
            .Single(error => error.Code == SloFindingCodes.UnknownField && error.Path!.EndsWith("Nonsense", StringComparison.Ordinal)).Message;
        return message[(message.IndexOf("known here: ", StringComparison.Ordinal) + 12)..].Split(", ");
    }

    private static string[] BuiltInTypes() =>
        Errors([("Url", "https://x/")], "Notifications:a:").Single(error => error.Code == SloFindingCodes.NotificationType).Message.Split("one of ")[1].Split(", ");

    private static string FormOf(JsonElement root, JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference)
            ? FormOf(root, root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]))
            : (schema.TryGetProperty("type", out JsonElement type) ? type.ToString() : "") switch
            {
                "array" => "list",
                "object" => "object",
                _ => "value",
            };

    private static IReadOnlyList<SloFinding> Errors((string Key, string Value)[] values, string path)
    {
        SloOptions options = new();
        options.ReadFrom(new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(path + value.Key, (string?)value.Value))).Build());
        return (Record.Exception(options.Build) as SloDefinitionException)?.Findings ?? [];
    }

    [GeneratedRegex("\"\\$ref\": \"#/\\$defs/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("\"pattern\": (\"(?:[^\"\\\\]|\\\\.)*\")")]
    private static partial Regex Pattern();

    // Editors find it through the package.
    [Fact]
    public async Task SchemaInThePackage_IsTheGeneratedOne()
    {
        ToolRun run = await ToolRun.Of("generate", "json-schema");

        Assert.Equal(run.Output, await File.ReadAllTextAsync(
            Repository.PathOf("src", "Slo.Hosting", "buildTransitive", "ConfigurationSchema.json"), TestContext.Current.CancellationToken));
    }
}
