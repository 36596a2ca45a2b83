namespace Slo.AsCode.OpenSlo;

/// <summary>What an alert condition has a field for; any other value of a burn-rate rule stands in an annotation.</summary>
internal enum RuleField
{
    None,
    Threshold,
    Operator,
    LookbackWindow,
    ControlWindow,
    AlertAfter,
}
