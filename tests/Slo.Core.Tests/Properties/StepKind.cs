namespace Slo.Tests.Properties;

public enum StepKind
{
    Record,

    Advance,

    Evaluate,

    StepWall,

    Read,
}
