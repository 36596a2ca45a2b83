using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using Slo.AspNetCore.Api;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.OpenApi;

/// <summary>docs/openapi.json: made by Microsoft.AspNetCore.OpenApi, and true of what the API answers.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Document_IsTheApprovedOne()
    {
        var document = (await DocumentAsync()).ToJsonString(Indented) + "\n";
        var approved = Repository.PathOf("docs", "openapi.json");
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken) == document)
        {
            return;
        }

        await File.WriteAllTextAsync(Repository.PathOf("docs", "openapi.received.json"), document, TestContext.Current.CancellationToken);
        Assert.Fail("docs/openapi.json is another one; if the change is meant, move openapi.received.json over it");
    }

    // Each member of each answer is in the document; the other way round there may be more, for example where something fires.
    [Fact]
    public async Task Answers_HaveTheMembersOfTheDocument()
    {
        JsonNode document = await DocumentAsync();
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("checkout", o => o.TargetPercent(99.9m).Label("tier", "1").GroupBy("route").ScheduledTarget("Mon-Fri 08:00-18:00 UTC", 99.95m)
                .BurnRateRule(AlertSeverity.Page, 1, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))),
            web => web.MapSloApi().AllowAnonymous());
        app.Registry.MarkDeployment("1.4.2", "ci");
        app.Registry.Exclude(new() { When = SloSchedule.Once(app.Time.GetUtcNow().AddDays(1), app.Time.GetUtcNow().AddDays(2)) });
        app.Registry.OverrideTarget(new() { Objective = "checkout", TargetRatio = 0.9m, From = app.Time.GetUtcNow().AddDays(1), To = app.Time.GetUtcNow().AddDays(2) });
        app.Registry.Get("checkout").Record(new SloEvent(SloOutcome.Bad) { Group = "/orders", Reason = "503", Cohort = "1.4.2" });
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Evaluate();
        List<string> faults = [];
        foreach (ApiTable.Row row in ApiTable.Rows.Where(row => row.Answer is not null && row.Address != "v1/slos"))
        {
            var address = "/slo/api/" + row.Address.Replace("{name}", "checkout", StringComparison.Ordinal).Replace("{id}", app.Registry.Incidents[0].Id, StringComparison.Ordinal)
                + (row.Address.EndsWith("/canary", StringComparison.Ordinal) ? "?baseline=1.4.2&canary=1.5.0" : "");
            JsonNode answer = JsonNode.Parse(await app.Client.GetStringAsync(address, TestContext.Current.CancellationToken))!;
            Compare(answer, SchemaOf(row.Address, document), document, row.Address, faults);
        }

        foreach (var view in new[] { "Full", "Summary", "Overview" })
        {
            JsonNode answer = JsonNode.Parse(await app.Client.GetStringAsync("/slo/api/v1/slos?view=" + view, TestContext.Current.CancellationToken))!;
            JsonNode schema = Resolve(SchemaOf("v1/slos", document), document)["anyOf"]!.AsArray()
                .Single(choice => choice!["$ref"]!.ToString().EndsWith("Page" + view, StringComparison.Ordinal))!;
            Compare(answer, schema, document, view, faults);
            faults.AddRange(Resolve(schema, document)["required"]!.AsArray().Select(name => name!.ToString()).Where(name => !answer.AsObject().ContainsKey(name))
                .Select(name => $"{view}.{name} is not in the answer"));
        }

        Assert.Empty(faults);
    }

    private static JsonNode SchemaOf(string address, JsonNode document) =>
        document["paths"]!["/" + address]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;

    private static void Compare(JsonNode? value, JsonNode schema, JsonNode document, string place, List<string> faults)
    {
        JsonNode meant = Resolve(schema, document);
        switch (value)
        {
            case JsonObject found:
                foreach ((var name, JsonNode? member) in found)
                {
                    if (meant["properties"]?[name] is { } property)
                    {
                        Compare(member, property, document, $"{place}.{name}", faults);
                    }
                    else if (meant["additionalProperties"] is null)
                    {
                        faults.Add($"{place}.{name} is not in the document");
                    }
                }

                break;
            case JsonArray items when meant["items"] is { } item:
                foreach (JsonNode? one in items)
                {
                    Compare(one, item, document, place + "[]", faults);
                }

                break;
            case JsonArray:
                faults.Add(place + " is an array");
                break;
        }
    }

    private static JsonNode Resolve(JsonNode schema, JsonNode document)
    {
        JsonNode? one = (schema["oneOf"] as JsonArray)?.FirstOrDefault(choice => choice!["type"]?.ToString() != "null") ?? schema;
        return one["$ref"]?.ToString() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : one;
    }

    private static async Task<JsonNode> DocumentAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(SloJson.Default, CanaryJson.Default, InsightJson.Default, DecisionsJson.Default, MapJson.Default, new DefaultJsonTypeInfoResolver());
            foreach (var converter in SloJson.Default.Options.Converters.Concat(CanaryJson.Default.Options.Converters).Concat(InsightJson.Default.Options.Converters).Concat(DecisionsJson.Default.Options.Converters).Concat(MapJson.Default.Options.Converters))
            {
                json.SerializerOptions.Converters.Add(converter);
            }
        });
        builder.Services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Slo", Version = "v1", Description = "Service level objectives of an app: what MapSloApi maps, below its prefix. It only reads." };
            document.Servers?.Clear();
            document.Tags?.Clear();
            return Task.CompletedTask;
        }).AddSchemaTransformer((schema, context, _) =>
        {
            // Members whose names are data: the arguments of a rule, the plain properties of an objective.
            if (context.JsonTypeInfo.Properties.Any(property => property.IsExtensionData))
            {
                schema.AdditionalProperties = new OpenApiSchema();
            }

            // One shape for each view; the answer names none.
            schema.Discriminator = null;
            return Task.CompletedTask;
        }).AddOperationTransformer((operation, context, _) =>
        {
            operation.Summary = ApiTable.Rows.Single(row => row.Address == context.Description.RelativePath).Meaning;
            operation.Tags?.Clear();
            return Task.CompletedTask;
        }));
        builder.Services.AddSingleton<IApiDescriptionProvider, ApiDescriptions>();
        await using WebApplication app = builder.Build();
        app.MapOpenApi();
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
    }
}
