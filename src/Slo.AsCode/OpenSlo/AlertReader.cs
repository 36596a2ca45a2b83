using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads the specifications of alert policies and conditions.</summary>
internal static class AlertReader
{
    internal static readonly string[] Operators = ["lt", "lte", "gt", "gte"];

    internal static AlertPolicySpec ReadPolicy(FieldReader fields, Dialect dialect)
    {
        Descriptions.Check(fields);
        var noData = fields.Flag("alertWhenNoData") ?? false;
        var breaching = fields.Flag("alertWhenBreaching");
        fields.Flag("alertWhenResolved");
        List<Link> conditions = LinkReader.ReadAll(fields, "conditions", "conditionRef", "AlertCondition", dialect);
        var count = fields.List("conditions")?.Count ?? 0;
        if (count != 1)
        {
            fields.Findings.Error(SloFindingCodes.InvalidCount, fields.Value("conditions") ?? fields.Node, FormattableString.Invariant(
                $"conditions: must be exactly one, {count} are given; write a policy for each window"));
        }

        List<Link> targets = LinkReader.ReadAll(fields, "notificationTargets", "targetRef", "AlertNotificationTarget", dialect);
        if ((fields.List("notificationTargets")?.Count ?? 0) == 0)
        {
            fields.Findings.Error(
                SloFindingCodes.InvalidCount, fields.Value("notificationTargets") ?? fields.Node,
                    "notificationTargets: at least one is required");
        }

        fields.RefuseOthers();
        return new AlertPolicySpec(noData, breaching, conditions.Count > 0 ? conditions[0] : null, targets);
    }

    internal static AlertConditionSpec? ReadCondition(FieldReader fields)
    {
        Descriptions.Check(fields);
        var severity = fields.Required("severity");
        FieldReader? condition = fields.RequiredMap("condition");
        AlertConditionSpec? spec = condition is null ? null : ReadBurnRate(condition, severity ?? "");
        fields.RefuseOthers();
        return spec;
    }

    /// <summary>One of lt, lte, gt and gte; otherwise null, and reported.</summary>
    internal static string? ReadOperator(FieldReader fields, string name)
    {
        var word = fields.Text(name);
        if (string.IsNullOrEmpty(word) || Operators.Contains(word))
        {
            return string.IsNullOrEmpty(word) ? null : word;
        }

        fields.Error(SloFindingCodes.UnknownWord, name, "must be one of lt, lte, gt, gte");
        return null;
    }

    private static AlertConditionSpec ReadBurnRate(FieldReader fields, string severity)
    {
        var kind = fields.Required("kind");
        if (kind is not (null or "burnrate"))
        {
            fields.Error(SloFindingCodes.UnknownWord, "kind", "must be burnrate, the only kind");
        }

        YamlNode? operatorNode = fields.Value("op");
        var comparison = ReadOperator(fields, "op");
        if (comparison is null && (operatorNode is null || operatorNode.Text.Length == 0))
        {
            fields.Missing("op", operatorNode, ": gte or gt");
        }

        if (fields.Value("threshold") is null)
        {
            fields.Missing("threshold", null, ": the burn rate, for example 14.4");
        }

        var threshold = fields.Number("threshold") ?? 0;
        Shorthand? lookback = Shorthand.Read(fields, "lookbackWindow", isRequired: true);
        Shorthand? after = Shorthand.Read(fields, "alertAfter");
        fields.RefuseOthers();
        return new AlertConditionSpec(
            severity, comparison ?? "gte", threshold, lookback?.Length ?? default, after?.Length ?? default, fields.Node);
    }
}
