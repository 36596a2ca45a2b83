namespace Slo.AsCode.OpenSlo;

/// <summary>The fields of an alert condition; an annotation holds any other value of a burn-rate rule.</summary>
internal enum RuleField
{
    None,
    Threshold,
    Operator,
    LookbackWindow,
    ControlWindow,
    AlertAfter,
}
