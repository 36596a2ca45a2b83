using System.Text.Json;
using Slo.AspNetCore.Api;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>Every kind of rule, by every basis, in the API's JSON.</summary>
public sealed class RuleDocumentTests
{
    public static TheoryData<string> Bases => [.. AlertRuleKind.All.SelectMany(kind => kind.Bases).Select(basis => basis.Condition.Name)];

    [Theory]
    [MemberData(nameof(Bases))]
    public void Rule_OfAnyBasis_SaysItsKindAndValues(string condition)
    {
        AlertRuleBasis basis = AlertRuleKind.All.SelectMany(kind => kind.Bases).Single(basis => basis.Condition.Name == condition);
        AlertRuleDefinition declared = new(
            basis, AlertSeverity.Ticket, basis.Arguments.Where(argument => argument.IsRequired).Prepend(basis.Condition).Select(argument => KeyValuePair.Create(argument, argument.Example)));
        AlertRule rule = (new SloDefinition { Name = "x", TargetRatio = 0.999m, Rules = [declared], UsesDefaultRules = false }).Resolve().Rules[0];

        JsonElement json = JsonSerializer.SerializeToElement(
            RuleDocument.Of(new AlertRuleStatus(rule, AlertState.Inactive, DateTimeOffset.UnixEpoch, false, null, null)), SloJson.Default.RuleDocument);

        Assert.Equal(basis.Kind.Name, json.GetProperty("kind").GetString());
        Assert.All(
            rule.Values.Where(value => !AlertRuleSettings.Arguments.Contains(value.Key)),
            value => Assert.Equal(value.Key.Unit is AlertRuleUnit.Duration or AlertRuleUnit.Word ? JsonValueKind.String : JsonValueKind.Number, json.GetProperty(value.Key.Name).ValueKind));
    }
}
