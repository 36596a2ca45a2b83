using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>For tests that measure the whole process and therefore run alone.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
