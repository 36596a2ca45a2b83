namespace Slo.Tests.Properties;

/// <summary>One line of a random script.</summary>
public readonly record struct Step(StepKind Kind, long Good = 0, long Bad = 0, TimeSpan Time = default)
{
    public override string ToString() => Kind switch
    {
        StepKind.Record => $"record {Good}+{Bad}",
        StepKind.Evaluate => "evaluate",
        _ => $"{Kind} {Time:c}",
    };
}
