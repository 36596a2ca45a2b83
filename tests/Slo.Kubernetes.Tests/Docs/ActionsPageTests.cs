using System.Text.Json.Nodes;
using Slo.Kubernetes.Routes;
using Slo.Testing;
using Xunit;

namespace Slo.Kubernetes.Tests.Docs;

/// <summary>docs/actions.md against the code of this package.</summary>
public sealed class ActionsPageTests
{
    private const string Page = "actions.md";

    public static TheoryData<string> Types => ["IstioRoute", "HttpRoute"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Keys_OfAnAction_AreExactlyTheKnownOnes(string type) => Assert.Equal(
        Create(type).Settings().All.Select(setting => $"`{setting.Key}`").Order(StringComparer.Ordinal),
        DocSection.Read(Page, "## What all actions have in common").Rows("key").Concat(DocSection.Read(Page, $"## {type}").Rows("key"))
            .Select(row => row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void Example_HasKnownKeysOnly(string type)
    {
        JsonObject example = JsonNode.Parse(DocSection.Read(Page, $"## {type}").Code("jsonc")[0])!.AsObject();

        Assert.Equal(type, (string?)example["Action"]);
        Assert.Empty(example.Select(member => member.Key).Except(Create(type).Settings().All.Select(setting => setting.Key)).Except(["Action"]));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Defaults_AreThoseOfTheCode(string type)
    {
        KubernetesRouteAction action = Create(type);
        string[] Row(string key) => DocSection.Read(Page, $"## {type}").Rows("key").Single(row => row[0] == $"`{key}`");

        Assert.Equal(($"`{action.Weight}`", $"`{action.ApiVersion}`"), (Row("Weight")[2], Row("ApiVersion")[2]));
        Assert.Equal($"0 to {RouteWeights.Whole} percent", Row("Weight")[3]);
    }

    [Fact]
    public void Page_SaysHowOftenAnObjectIsReadAgain() => Assert.Contains(
        $"at most {RouteObject.MaximumTries} times in a call", DocSection.Read(Page, "## IstioRoute").Text, StringComparison.Ordinal);

    private static KubernetesRouteAction Create(string type) => type == "IstioRoute" ? new IstioRouteAction() : new HttpRouteAction();
}
