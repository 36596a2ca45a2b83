using Xunit;

namespace Slo.Tests.OpenSlo;

/// <summary>The severity of an alert condition, in the words of its author.</summary>
public sealed class SeverityTests
{
    [Theory]
    [InlineData("page", AlertSeverity.Page)]
    [InlineData("CRITICAL", AlertSeverity.Page)]
    [InlineData("Emergency", AlertSeverity.Page)]
    [InlineData("P1", AlertSeverity.Page)]
    [InlineData("high", AlertSeverity.Page)]
    [InlineData("Ticket", AlertSeverity.Ticket)]
    [InlineData("warn", AlertSeverity.Ticket)]
    [InlineData("SEV2", AlertSeverity.Ticket)]
    public void Severity_InAnyCase_IsRead(string word, AlertSeverity expected)
    {
        SloDefinitionSet set = Definition.Strict(Document(word));

        Assert.DoesNotContain(set.Findings, finding => finding.Code == SloFindingCodes.UnknownSeverity);
        Assert.Equal(expected, Assert.Single(Assert.Single(set.Objectives).Rules).Severity);
    }

    [Fact]
    public void Severity_OfAnotherWord_IsATicketWithAWarning()
    {
        SloDefinitionSet set = Definition.Strict(Document("slack"));

        Assert.Single(set.Findings, finding => finding.Code == SloFindingCodes.UnknownSeverity);
        Assert.Equal(AlertSeverity.Ticket, Assert.Single(Assert.Single(set.Objectives).Rules).Severity);
    }

    private static string Document(string severity) => Definition.Slo(spec: "alertPolicies: [ { kind: AlertPolicy, metadata: { name: p }, "
        + "spec: { alertWhenBreaching: true, notificationTargets: [ { targetRef: t } ], conditions: [ { kind: AlertCondition, metadata: { name: c }, "
        + $"spec: {{ severity: {severity}, condition: {{ kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h }} }} }} ] }} }} ]");
}
