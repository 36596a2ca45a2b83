using Microsoft.AspNetCore.Builder;

namespace Slo.AspNetCore.Tests.Comparison;

/// <summary>A row of the comparison in docs/aspnetcore.md: which pipeline, and what is sent.</summary>
internal sealed record ComparedRequest(string Label, Func<Visitor, Task> Send, Action<WebApplication> Pipeline);
