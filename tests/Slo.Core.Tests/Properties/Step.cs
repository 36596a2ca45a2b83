namespace Slo.Tests.Properties;

/// <summary>One line of a random script.</summary>
#pragma warning disable CA1716 // A keyword of Visual Basic: public only for the runner's sake, and used by these tests alone.
public readonly record struct Step(StepKind Kind, long Good = 0, long Bad = 0, TimeSpan Time = default)
#pragma warning restore CA1716
{
    public override string ToString() => Kind switch
    {
        StepKind.Record => $"record {Good}+{Bad}",
        StepKind.Evaluate => "evaluate",
        _ => $"{Kind} {Time:c}",
    };
}
