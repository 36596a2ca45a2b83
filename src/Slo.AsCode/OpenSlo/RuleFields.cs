namespace Slo.AsCode.OpenSlo;

/// <summary>
/// Where OpenSLO holds the values of burn-rate rules: in a field of the condition, or in an annotation named after the value.
/// </summary>
internal static class RuleFields
{
    /// <summary>The annotations that a rule may have.</summary>
    internal static string[] Annotations { get; } =
    [
        .. BurnRateRule.Kind.Bases.SelectMany(basis => basis.Arguments.Prepend(basis.Condition))
            .Where(argument => Of(argument) is not (RuleField.Threshold or RuleField.Operator)).Select(Annotation).Distinct(),
    ];

    internal static RuleField Of(AlertRuleArgument argument) => argument.Name switch
    {
        "factor" => RuleField.Threshold,
        "comparison" => RuleField.Operator,
        "long" or "window" => RuleField.LookbackWindow,
        "short" => RuleField.ControlWindow,
        "hold" => RuleField.AlertAfter,
        _ => RuleField.None,
    };

    /// <summary>For example <c>slo.dev/minimum-events</c>.</summary>
    internal static string Annotation(AlertRuleArgument argument) => AnnotationNames.Prefix + Of(argument) switch
    {
        RuleField.LookbackWindow => "long-window",
        RuleField.ControlWindow => "short-window",
        _ => Word(argument.Name),
    };

    /// <summary>The name of a kind or a value in annotations: <c>keepFiring</c> is <c>keep-firing</c>.</summary>
    internal static string Word(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : c.ToString()));
}
