namespace Slo.Tests.Properties;

internal enum StepKind
{
    Record,

    Advance,

    Evaluate,

    StepWall,

    Read,
}
