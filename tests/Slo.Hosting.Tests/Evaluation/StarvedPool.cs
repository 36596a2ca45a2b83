using Xunit;

namespace Slo.Hosting.Tests.Evaluation;

/// <summary>Tests that block the whole thread pool, and so run alone.</summary>
[CollectionDefinition(nameof(StarvedPool), DisableParallelization = true)]
public sealed class StarvedPool;
