namespace Slo.Hosting.Tests.Reactions.Actions;

/// <summary>What actions are asked to do.</summary>
internal static class ActionRequests
{
    internal static SloReactionRequest Of(string? memo = null, string key = "shop-degrade/1/apply/7") =>
        new("shop-degrade", 1, "checkout", "burns 20 times too fast", key) { Severity = AlertSeverity.Page, Memo = memo };
}
