using Xunit;

namespace Slo.Tests.Races;

/// <summary>Tests that need both cores, or the process, for themselves: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "Races";
}
